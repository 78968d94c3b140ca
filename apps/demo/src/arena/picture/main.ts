import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { arenaPicture } from './arena-picture.ts';

// npm run picture
await writeFile(join(import.meta.dirname, '../../../../../docs/arena.svg'), await arenaPicture());
