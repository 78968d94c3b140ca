import type { CreatePeer } from '../src/peers/peer.ts';
import { aiSdkObject, aiSdkText } from './ai-sdk.ts';
import { promptDigest, worldText } from './by-hand.ts';
import { langChain } from './langchain.ts';

/** Everybody but us. */
export const peers: readonly CreatePeer[] = [worldText, promptDigest, langChain, aiSdkText, aiSdkObject];
