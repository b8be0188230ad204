// Prints the text on standard input as virastar cleans it up.
//
//	node --input-type=module --eval SCRIPT FOLDER_OF_VIRASTAR
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder] = process.argv.slice(1); // with --eval there is no name of a script before it
const Virastar = createRequire(folder + "/")(folder);
process.stdout.write(new Virastar().cleanup(readFileSync(0, "utf8")));
