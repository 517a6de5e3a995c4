// Checks the house rules that a compiler does not: dependencies between the modules of src/ go down only, third-party
// headers stop at their module, and time, randomness and environment are handed in rather than taken.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each module may include, besides itself. */
const allowed = {
  base: [],
  schema: ['base'],
  engine: ['base', 'schema'],
  trpc: ['base', 'schema'],
  room: ['base', 'schema', 'engine'],
  store: ['base', 'schema', 'room', 'access'],
  access: ['base', 'schema', 'room'],
  api: ['base', 'schema', 'trpc', 'engine', 'room', 'access'],
  net: ['base', 'schema', 'trpc'],
  ops: ['base'],
  server: ['base', 'schema', 'engine', 'trpc', 'room', 'store', 'access', 'api', 'net', 'ops'],
};

/** The engine takes only the descriptions of schema: no parser reaches it. */
const engineMaySee = new Set(['schema/describe.hpp', 'schema/visit.hpp', 'schema/types.hpp']);

/** A third party's headers, and the modules that may include them. */
const thirdParties = [
  [/^boost\/(asio|beast)/, ['net', 'server']],
  [/^boost\/(describe|mp11)/, ['schema']],
  [/^simdjson/, ['schema']],
  [/^sqlite3/, ['store']],
  [/^openssl/, ['base', 'access', 'net']],
  [/^(CLI|toml\+\+|spdlog|fmt)\//, ['ops', 'server']],
];

/** Calls that only the outermost modules make. */
const banned = [
  [/\b(system_clock|steady_clock)::now\b|\bgettimeofday\b|\bstd::time\(/, ['net', 'ops', 'server']],
  [/\bstd::(rand|srand|random_device|mt19937)\b/, []],
  [/\bgetenv\b/, ['ops', 'server']],
  [/\bstd::(cout|cerr)\b|\bf?printf\(/, ['ops', 'server']],
  [/\b(float|double)\b/, ['base', 'schema', 'trpc', 'room', 'store', 'access', 'api', 'net', 'ops', 'server']],
  [/\bunordered_(map|set)\b/, ['base', 'schema', 'trpc', 'room', 'store', 'access', 'api', 'net', 'ops', 'server']],
  [/\b(throw|try|catch)\b/, ['base', 'schema', 'trpc', 'room', 'store', 'access', 'api', 'net', 'ops', 'server']],
];

function* sourcesUnder(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sourcesUnder(path);
    else if (/\.(cpp|hpp)$/.test(name)) yield path;
  }
}

const problems = [];
for (const path of sourcesUnder(join(root, 'src'))) {
  const module = relative(join(root, 'src'), path).split('/')[0];
  const isTest = /_(test|fuzz|bench)\.(cpp|hpp)$|test_support\.hpp$|(^|\/)testing\//.test(relative(root, path));
  readFileSync(path, 'utf8').split('\n').forEach((line, index) => {
    const say = (what) => problems.push(`${relative(root, path)}:${index + 1}: ${what}`);
    const include = /^#include [<"]([^>"]+)[>"]/.exec(line)?.[1];
    if (include) {
      const target = include.split('/')[0];
      const own = target in allowed && include.includes('/');
      if (own && target !== module && !allowed[module].includes(target) && !isTest) say(`${module} may not include ${include}`);
      if (module === 'engine' && target === 'schema' && !engineMaySee.has(include) && !isTest) say(`engine may not include ${include}`);
      for (const [pattern, modules] of thirdParties) {
        if (pattern.test(include) && !modules.includes(module) && !isTest) say(`${include} stops at ${modules.join(', ')}`);
      }
      return;
    }
    if (line.length > 120) say('longer than 120 columns');
    if (isTest) return;
    const code = line.replace(/\/\/.*$/, '').replace(/"(\\.|[^"\\])*"/g, '""');
    for (const [pattern, modules] of banned) {
      if (pattern.test(code) && !modules.includes(module)) say(`'${pattern.exec(code)[0]}' is not for ${module}`);
    }
  });
}

for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? 'levels: ok' : `levels: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
