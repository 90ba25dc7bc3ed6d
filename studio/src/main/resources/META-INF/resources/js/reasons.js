// Reasons for people: what is the matter, and what to do next, by the code that the stream and the studio give.

const CHOOSE_ANOTHER = 'Save it again as PNG or JPEG, or choose another.';
const SMALLER = 'Choose a smaller image.';
const REPLAY = 'Replay it; if it fails again, the log of the service says more.';

const WORDS = {
  ANSWER_TOO_LARGE: ['Its answer is larger than a record may be', SMALLER],
  BROKER_AWAY: ['The broker is away', 'It is not certain that anything was stored. Try again when it is back.'],
  EMPTY: ['The file is empty', 'Choose another.'],
  INFERENCE_FAILED: ['The model failed on it', 'Try another model or size.'],
  INTERNAL_ERROR: ['The service failed on it', REPLAY],
  MALFORMED_FRAME: ['The denoised image can’t be read', 'The denoiser that made it may be of another version.'],
  MALFORMED_REQUEST: ['The studio did not understand this', 'Load the page again.'],
  NOT_FINITE: ['Some of its pixels are no numbers', 'Send it as PNG or JPEG.'],
  NO_MODEL: ['No live model takes it', 'Choose a size that is offered under Try, or publish a model that takes it.'],
  NO_VALUE: ['There is nothing in it', 'Send an image.'],
  NOT_LOCAL: ['Only to look at from here', 'Open the page on the studio’s own machine.'],
  OTHER_SITE: ['Another site asked for this', 'Open the studio by itself.'],
  OUT_OF_RANGE: ['Some of its pixels are below 0 or above 1', 'Scale them, or send it as PNG or JPEG.'],
  OUTDATED: ['It has changed meanwhile', 'Look at what stands there now.'],
  RATE_LIMITED: ['Too many came under one key', 'Replay it later.'],
  SIGN_IN: ['Not signed in', 'Sign in above.'],
  STUDIO_AWAY: ['The studio does not answer', 'The page goes on by itself when it does.'],
  TOO_MANY_BYTES: ['The file is too large', SMALLER],
  TOO_MANY_PIXELS: ['It has too many pixels', SMALLER],
  TOO_MANY_WRONG_PASSWORDS: ['Too many wrong passwords', 'Try again in some minutes.'],
  UNDECODABLE: ['The file is damaged', CHOOSE_ANOTHER],
  UNKNOWN_CONTENT: ['This is not an image', 'Choose a PNG, JPEG, GIF, BMP, WebP or TIFF file.'],
  UNSUPPORTED_ACCEPT: ['The answer was asked for in a form that there is not', 'Its headers name the form.'],
  UNSUPPORTED_CHANNELS: ['It is neither grey nor colour', CHOOSE_ANOTHER],
  UNSUPPORTED_CONTENT_TYPE: ['This kind of file is not read', 'Choose a PNG, JPEG, GIF, BMP, WebP or TIFF file.'],
  WRONG_REQUEST: ['It is no training that can be run', 'Its message says why.'],
  WRONG_SIZE: ['The model takes another size', 'Choose the size that is named for it.'],
};

/** @returns what is the matter; the code itself where it is somebody else's own */
export function title(reason) {
  return WORDS[reason]?.[0] ?? (reason || 'No reason is given');
}

/** @returns what to do next; empty where nothing is known */
export function next(reason) {
  return WORDS[reason]?.[1] ?? '';
}
