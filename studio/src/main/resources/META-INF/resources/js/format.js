// Numbers and times for people.

/** @returns the number with so many digits behind the point, or a dash where there is none */
export function number(value, digits = 2) {
  return value === null || value === undefined ? '–' : value.toFixed(digits);
}

export function percent(value) {
  return `${(value * 100).toFixed(1)} %`;
}

/** @param bytes a count; below 0 there is nothing */
export function size(bytes) {
  if (bytes < 0) return 'no value';
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** @param millis since the epoch; 0 where unknown */
export function time(millis) {
  return millis ? new Date(millis).toLocaleString() : '–';
}

/** A long version's end, which is what tells versions apart. */
export function shortVersion(version) {
  return version.length > 9 ? `…${version.slice(-6)}` : version;
}
