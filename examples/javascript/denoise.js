// Has one image denoised and labelled through Kafka, and writes the clean picture beside it:
//   node denoise.js 127.0.0.1:9092 digit.png clean.png
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import kafkajs from "kafkajs";
import protobuf from "protobufjs";

const [bootstrap, noisyFile, cleanFile] = process.argv.slice(2);
if (!cleanFile) {
  console.error("expected: node denoise.js HOST:PORT NOISY.png CLEAN.png");
  process.exit(2);
}
const DENOISED = "images.denoised";
const LABELS = "images.labels";
const DEAD = ["images.noisy.dead", "images.denoised.dead"];
const PATIENCE_MILLIS = 60_000;

// The messages come from Limpid's own .proto files; nothing is generated.
const protoFolder = fileURLToPath(new URL("../../contracts/src/main/proto/", import.meta.url));
const root = new protobuf.Root();
root.resolvePath = (origin, target) => protoFolder + target;
await root.load("limpid/v1/result.proto");
const DenoisedFrame = root.lookupType("limpid.v1.DenoisedFrame");

const id = randomUUID();
const kafka = new kafkajs.Kafka({
  clientId: "limpid-example",
  brokers: bootstrap.split(","),
  logLevel: kafkajs.logLevel.ERROR,
});
const admin = kafka.admin();
const producer = kafka.producer({ idempotent: true });
// kafkajs reads committed records only, unless told otherwise
const consumer = kafka.consumer({ groupId: `limpid-example-${id}` });

const text = (headers, name) => headers[name]?.toString() ?? "";

/** Returns once no answer can be missed; what it returns holds the promise of the answer. */
async function listen() {
  const topics = [DENOISED, LABELS, ...DEAD];
  await admin.connect();
  // where the topics end now: what is published after this can't be missed
  const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
  await consumer.connect();
  await consumer.subscribe({ topics });
  const found = {};
  const done = new Promise((resolve, reject) => {
    consumer.run({
      eachMessage: async ({ topic, message }) => {
        if (text(message.headers, "ce_id") !== id) return;
        if (DEAD.includes(topic)) {
          const reason = text(message.headers, "dead-letter-reason");
          reject(new Error(`${reason}: ${text(message.headers, "dead-letter-message")}`));
        } else if (topic === DENOISED) {
          found.frame = DenoisedFrame.decode(message.value);
        } else {
          found.label = JSON.parse(message.value.toString());
        }
        if (found.frame && found.label) resolve(found);
      },
    });
    setTimeout(() => reject(new Error("no answer; do the services run?")), PATIENCE_MILLIS).unref();
  });
  topics.forEach((topic, i) =>
    ends[i].forEach(({ partition, high }) => consumer.seek({ topic, partition, offset: high })),
  );
  return { done };
}

let exitCode = 0;
try {
  await producer.connect();
  const answer = await listen();
  await producer.send({
    topic: "images.noisy",
    acks: -1,
    messages: [
      {
        key: "example-javascript",
        value: await readFile(noisyFile),
        headers: {
          "content-type": "image/png",
          ce_specversion: "1.0",
          ce_id: id,
          ce_source: "/limpid/examples/javascript",
          ce_type: "io.limpid.image.noisy",
        },
      },
    ],
  });
  const { frame, label } = await answer.done;
  await writeFile(cleanFile, frame.image.data);
  console.log(
    `${label.label} (${label.confidence.toFixed(3)}), denoised by ${frame.denoiser.name},` +
      ` ${frame.latent.length} latent values, written to ${cleanFile}`,
  );
} catch (failure) {
  console.error(failure.message);
  exitCode = 1;
}
await Promise.all([producer, consumer, admin].map((client) => client.disconnect()));
process.exit(exitCode);
