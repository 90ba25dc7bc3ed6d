// Requests that change something.

/** What the studio refused, with its reason. */
export class Refusal extends Error {
  constructor(status, reason, detail) {
    super(detail);
    this.status = status;
    this.reason = reason;
  }
}

/**
 * @returns the answer's JSON, or nothing
 * @throws Refusal saying why not
 */
export async function post(path, parameters = {}, body = undefined) {
  let response;
  try {
    response = await fetch(`${path}?${new URLSearchParams(parameters)}`, {
      method: 'POST',
      body,
      headers: body ? { 'content-type': body.type || 'application/octet-stream' } : {},
    });
  } catch {
    throw new Refusal(0, 'STUDIO_AWAY', '');
  }
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  return text ? JSON.parse(text) : undefined;
}

/** What an answer says that is none. */
export function refusal(status, text) {
  try {
    const problem = JSON.parse(text);
    return new Refusal(status, problem.reason ?? 'REFUSED', problem.detail ?? text);
  } catch {
    return new Refusal(status, status === 413 ? 'TOO_MANY_BYTES' : 'REFUSED', `the studio answered with status ${status}`);
  }
}
