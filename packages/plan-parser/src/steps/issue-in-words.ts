import { shortValue, type JsonSchema, type Tool } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
import type { PlanIssue } from '../result/invalid-plan-error.ts';
import { pathTo, quotedName } from '../result/quoted-name.ts';

/** The most keys that one issue names. */
const mostKeys = 8;

const typeWords: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

/** An issue as zod reports it. */
type SchemaIssue = NonNullable<ReturnType<Tool['args']['safeParse']>['error']>['issues'][number];

/** What a tool's schema says is wrong with arguments, with the place, what it wants and what it got. */
export function issueInWords(issue: SchemaIssue, args: unknown, argsSchema: JsonSchema, argsPath: string): PlanIssue {
  let value = args;
  let schema: JsonSchema | undefined = argsSchema;
  let path = argsPath;
  for (const key of issue.path) {
    value = (isRecord(value) || Array.isArray(value)) && Object.hasOwn(value, key) ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
    schema = typeof key === 'number' ? schema?.items : schema?.properties?.[String(key)];
    path = typeof key === 'number' ? `${path}[${key}]` : pathTo(path, String(key));
  }
  return { path, expected: expectation(issue, schema), received: value === undefined ? 'nothing' : shortValue(value) };
}

function expectation(issue: SchemaIssue, schema: JsonSchema | undefined): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[schema?.type === 'integer' ? 'int' : issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === true ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'unrecognized_keys':
      return `no ${issue.keys.slice(0, mostKeys).map(quotedName).join(', ')}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
}
