import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attributeNames } from '../../../src/training/native/attribute-names.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';

const tfjsNode = seekTfjsNode();
/** A kernel writes an attribute as an object, or has it made from a name and tensors. */
const written = /name: '(\w+)',\s*type:|createTensorsTypeOpAttr\)?\('(\w+)'|createTypeOpAttr\)?\('(\w+)'/g;

it.skipIf(tfjsNode === undefined)(
  'all names of attributes that the kernels of tfjs-node give are known',
  () => {
    const folder = join(tfjsNode?.folder ?? '', 'dist');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.js') && !file.includes('test'),
    );
    const names = sources.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(written)].map((match) =>
        match.slice(1).find((name) => name !== undefined),
      ),
    );
    expect(new Set(names).size).toBeGreaterThan(50);
    expect([...new Set(names)].filter((name) => !attributeNames.includes(name ?? ''))).toEqual([]);
  },
);
