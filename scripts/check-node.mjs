// Alone in its file and free of imports, so that it runs on a Node too old for the rest.

const OLDEST = [20, 19]

/** @param {string} version as process.versions.node @returns {string | undefined} what is wrong with it */
export function nodeTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return (
    `Node ${OLDEST.join('.')} or newer is needed; this is ${version}. ` +
    'Install a current one from https://nodejs.org, or with a version manager: nvm install 22'
  )
}

/** Ends the process with a sentence when it would fail in a less readable way later. */
export function checkNode() {
  const problem = nodeTooOld(process.versions.node)
  if (!problem) return
  console.error(`\n${problem}\n`)
  process.exit(1)
}
