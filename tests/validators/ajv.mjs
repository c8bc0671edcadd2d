// `node ajv.mjs DIR`: judges the cases that `schema-cases` wrote with ajv in strict mode, in which
// every warning is a failure.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// Found from the working folder, where the pinned version is installed.
const require = createRequire(join(process.cwd(), "package.json"));
const Ajv2020 = require("ajv/dist/2020").default;
const { version } = require("ajv/package.json");

const folder = process.argv[2];
const warnings = [];
const collect = (...words) => warnings.push(words.join(" "));
const logger = { log: collect, warn: collect, error: collect };

let cases = 0;
const disagreements = [];
const names = readdirSync(join(folder, "schemas")).map((file) => file.replace(/\.json$/, "")).sort();
for (const name of names) {
  const schema = JSON.parse(readFileSync(join(folder, "schemas", `${name}.json`), "utf8"));
  let validate;
  try {
    validate = new Ajv2020({ strict: true, logger }).compile(schema);
  } catch (error) {
    warnings.push(`${name}: ${error.message}`);
    continue;
  }
  for (const line of readFileSync(join(folder, "cases", `${name}.jsonl`), "utf8").split("\n")) {
    if (line === "") continue;
    const { id, document, valid } = JSON.parse(line);
    cases += 1;
    if (validate(document) !== valid) disagreements.push(`${name}: ${id}: expected ${valid}`);
  }
}
for (const warning of warnings.slice(0, 10)) console.error(`warning: ${warning}`);
for (const words of disagreements.slice(0, 10)) console.error(`disagreement: ${words}`);
console.log(
  `ajv ${version}, strict: ${names.length} schemas, ${cases} cases, ${disagreements.length} disagreements, ${warnings.length} warnings`,
);
process.exit(cases > 0 && warnings.length === 0 && disagreements.length === 0 ? 0 : 1);
