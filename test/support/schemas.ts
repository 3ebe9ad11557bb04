/** The schemas that the app offers, as validators: what an answer is held against. */
import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';

const FOLDER = `${import.meta.dirname}/../../public/interfaces`;
const ENDING = '.schema.json';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));
for (const name of NAMES) ajv.addSchema(JSON.parse(readFileSync(`${FOLDER}/${name}${ENDING}`, 'utf8')) as object);

export const SCHEMA_NAMES: readonly string[] = NAMES;

/** What is wrong with a value; an empty list where it is as its schema says. @throws Error where there is no such schema */
export function violations(schema: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`${schema}${ENDING}`);
  if (!validate) throw new Error(`There is no schema ${schema}`);
  void validate(value);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
