/** Sentence that says what to do, or undefined when this Node can run the simulator. */
const NODE_MAJOR = 24;

export function nodeVersionProblem(version: string): string | undefined {
  const major = Number.parseInt(version.replace(/^v/, ''), 10);
  return major >= NODE_MAJOR
    ? undefined
    : `UPI Simulator needs Node ${NODE_MAJOR} or newer and this is ${version}. Start it with "npm start": the project brings its own Node ${NODE_MAJOR}.`;
}
