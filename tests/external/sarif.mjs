// Holds SARIF logs against the published JSON schema of SARIF 2.1.0: `node sarif.mjs FILE…`. What is wrong goes to stdout,
// a line each; exit 1 if anything is. Schema and validator come from the folder in TECHFILE_TOOLS.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const from = createRequire(join(resolve(process.env.TECHFILE_TOOLS), 'npm', 'package.json'));
const Ajv = from('ajv-draft-04').default;
const formats = from('ajv-formats').default;
const schema = JSON.parse(readFileSync(from.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));

// One pattern of the schema (that of a language) has a bracket too many, which regular expressions of Unicode refuse.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
formats(ajv);
const validate = ajv.compile(schema);

let results = 0;
let faults = 0;
for (const file of process.argv.slice(2)) {
  const log = JSON.parse(readFileSync(file, 'utf8'));
  results += log.runs?.[0]?.results?.length ?? 0;
  if (validate(log)) continue;
  for (const fault of validate.errors) {
    faults += 1;
    console.log(`${file}: ${fault.instancePath || '/'} ${fault.message} ${JSON.stringify(fault.params)}`);
  }
}
console.log(`${process.argv.length - 2} logs, ${results} results, ${faults} faults`);
process.exit(faults ? 1 : 0);
