import { httpModelContract } from '@planweave/testing';
import { describe, it } from 'vitest';
import { openAiCompatible } from '../openai-compatible.ts';

httpModelContract({ describe, it }, { name: 'openAiCompatible', create: ({ url, fetch }) => openAiCompatible({ dialect: 'ollama', model: 'stand-in', baseUrl: url, fetch }) });
