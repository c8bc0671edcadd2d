// `node codegen.mjs ROOT SCRATCH PYTHON`: puts the schemas that are embedded most through code
// generators and looks at what comes out. SCRATCH has the pinned node packages, PYTHON the pinned
// Python ones. `UPDATE_NAMES=1` writes the names of types anew.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [root, scratch, python] = process.argv.slice(2);
const here = join(root, "tests/codegen");
const bin = (name) => join(scratch, "node_modules/.bin", name);

// The schema, the document with every known member, and the type's name where the generator asks.
const SCHEMAS = [
  ["advisory", "osv/advisory", "Advisory"],
  ["takedown-notice", "takedown/notice", "TakedownNotice"],
  ["package-metadata", "record/package-metadata", "PackageMetadata"],
  ["statement", "provenance/statement", "Statement"],
  ["trusted-publisher", "provenance/trusted-publisher", "TrustedPublisher"],
  // for the parts with purls: packages, artifacts, digests
  ["inventory", "record/inventory", "Inventory"],
];

const failures = [];
const fail = (words) => failures.push(words);

/** Runs a program; a failure is one of the check's. */
function run(what, program, args, options = {}) {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
  } catch (error) {
    fail(`${what}: ${`${error.stdout ?? ""}${error.stderr ?? ""}`.trim().split("\n").slice(0, 8).join("\n  ") || error.message}`);
    return "";
  }
}

function isHere(program, ...args) {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const has = { java: isHere("javac", "-version"), go: isHere("go", "version") };

/** The words of open vocabularies: examples of texts without a shape of their own. */
function words(schema, into = new Set()) {
  if (Array.isArray(schema)) schema.forEach((it) => words(it, into));
  else if (schema !== null && typeof schema === "object") {
    if (schema.type === "string" && schema.pattern === undefined)
      (schema.examples ?? []).forEach((it) => into.add(it));
    Object.entries(schema).forEach(([name, it]) => name !== "examples" && words(it, into));
  }
  return into;
}

/** The document with words that no vocabulary lists. */
function unlisted(value, listed, count) {
  if (typeof value === "string" && listed.has(value)) return count.words++, "x-unlisted";
  if (Array.isArray(value)) return value.map((it) => unlisted(it, listed, count));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, unlisted(it, listed, count)]));
}

const found = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const plain = (name) => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** Names are those of the record and of the parts that the schema names, and no others. */
function names(record, schema, type, generator, given, allowed = []) {
  const parts = [...Object.keys(schema.$defs ?? {}), schema.title, type, ...allowed].map(plain);
  given.filter((name) => !parts.includes(plain(name))).forEach((name) => fail(`${record}: ${generator} makes up ${name}`));
  if (new Set(given).size !== given.length) fail(`${record}: ${generator} gives a name twice`);
  return given.map((name) => `${generator} ${name}`).sort();
}

const TS = /^export (?:interface|type|enum|class) (\w+)/gm;

function typescript(record, schema, type, file, out, documents) {
  const [one, other] = [join(out, "json2ts.ts"), join(out, "quicktype.ts")];
  run(`${record}: json2ts`, bin("json2ts"), [file, one]);
  run(`${record}: quicktype ts`, bin("quicktype"), ["-s", "schema", file, "--top-level", type, "-l", "ts", "--just-types", "-o", other]);
  const lists = [];
  for (const [generator, path] of [["json-schema-to-typescript", one], ["quicktype-typescript", other]]) {
    if (!existsSync(path)) continue;
    const text = readFileSync(path, "utf8");
    const given = found(text, TS);
    lists.push(...names(record, schema, type, generator, given));
    if (/^export enum|^export type \w+ =\s*\|?\s*"/m.test(text)) fail(`${record}: ${generator} closes a vocabulary`);
    const main = given.find((name) => plain(name) === plain(type)) ?? given.find((name) => plain(name) === plain(schema.title));
    const module = path.replace(/.*\//, "./").replace(/\.ts$/, ".js");
    const literals = documents.map((it, at) => `export const example${at}: ${main} = ${JSON.stringify(it, null, 1)};`);
    writeFileSync(path.replace(/\.ts$/, ".examples.ts"), `import type { ${main} } from "${module}";\n${literals.join("\n")}\n`);
  }
  return lists;
}

function models(record, schema, type, file, out, documents) {
  const path = join(out, "models.py");
  const options = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel", "--extra-fields", "allow", "--class-name", type, "--formatters", "builtin"];
  run(`${record}: datamodel-code-generator`, python, ["-m", "datamodel_code_generator", "--input", file, "--output", path, ...options]);
  if (!existsSync(path)) return [];
  const written = documents.map((document, at) => {
    const name = join(out, `example-${at}.json`);
    writeFileSync(name, JSON.stringify(document));
    return name;
  });
  run(`${record}: Python`, python, [join(here, "roundtrip.py"), path, type, ...written]);
  return names(record, schema, type, "datamodel-code-generator", found(readFileSync(path, "utf8"), /^class (\w+)/gm));
}

function go(record, schema, type, file, out) {
  const path = join(out, "types.go");
  run(`${record}: quicktype go`, bin("quicktype"), ["-s", "schema", file, "--top-level", type, "-l", "go", "--package", "example", "-o", path]);
  if (!existsSync(path)) return [];
  if (has.go) run(`${record}: go`, "go", ["vet", path], { env: { ...process.env, GO111MODULE: "off", GOCACHE: join(scratch, "go") } });
  return names(record, schema, type, "quicktype-go", found(readFileSync(path, "utf8"), /^type (\w+)/gm));
}

function java(record, schema, type, file, out) {
  const folder = join(out, "java");
  mkdirSync(folder, { recursive: true });
  run(`${record}: quicktype java`, bin("quicktype"), ["-s", "schema", file, "--top-level", type, "-l", "java", "--just-types", "--package", "example", "-o", join(folder, `${type}.java`)]);
  const files = readdirSync(folder).filter((it) => it.endsWith(".java"));
  if (has.java && files.length > 0) run(`${record}: javac`, "javac", ["-d", join(out, "classes"), ...files.map((it) => join(folder, it))]);
  return names(record, schema, type, "quicktype-java", files.map((it) => it.replace(/\.java$/, "")));
}

/**
 * Checks all of TypeScript at once. quicktype gives an object with known members and others beside
 * them (digests by algorithm) an index signature that fits only if an optional member is never
 * `undefined`: what the schemas mean, and what the option says.
 */
function compile(folder) {
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  for (const [generator, exactOptionalPropertyTypes] of [["json2ts", false], ["quicktype", true]]) {
    const compilerOptions = { strict: true, exactOptionalPropertyTypes, noEmit: true, target: "es2022", module: "nodenext", types: [] };
    const project = join(folder, `${generator}.json`);
    writeFileSync(project, JSON.stringify({ compilerOptions, include: [`*/${generator}*.ts`] }));
    run(`tsc, ${generator}`, bin("tsc"), ["-p", project]);
  }
}

let types = 0;
let documentsSeen = 0;
for (const [record, fixture, type] of SCHEMAS) {
  const file = join(root, "schemas", record, "v1.schema.json");
  const schema = JSON.parse(readFileSync(file, "utf8"));
  const complete = JSON.parse(readFileSync(join(root, "tests/fixtures", fixture, "complete.json"), "utf8"));
  const count = { words: 0 };
  const documents = [complete, ...(schema.examples ?? []), unlisted(complete, words(schema), count)];
  if (words(schema).size > 0 && count.words === 0) fail(`${record}: the complete document has no listed word`);
  const out = join(scratch, "out", record);
  mkdirSync(out, { recursive: true });
  const all = [
    ...typescript(record, schema, type, file, out, documents),
    ...models(record, schema, type, file, out, documents),
    ...go(record, schema, type, file, out),
    ...java(record, schema, type, file, out),
  ];
  const golden = join(here, "names", `${record}.txt`);
  const text = `${all.join("\n")}\n`;
  if (process.env.UPDATE_NAMES) writeFileSync(golden, text);
  else if (!existsSync(golden) || readFileSync(golden, "utf8") !== text) fail(`${record}: other names than in ${golden}; run with UPDATE_NAMES=1 and look at them`);
  types += all.length;
  documentsSeen += documents.length;
}
compile(join(scratch, "out"));
failures.forEach((words) => console.error(`failed: ${words}`));
for (const [program, there] of Object.entries(has)) if (!there) console.log(`no ${program} compiler on this machine: its types are generated and not compiled`);
console.log(`${SCHEMAS.length} schemas, 5 generators: ${types} types, ${documentsSeen} documents through TypeScript and Python, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
