#!/usr/bin/env python3
"""Has one image denoised and labelled through Kafka, and writes the clean picture.

    ./generate.sh
    python3 denoise.py 127.0.0.1:9092 digit.png clean.png
"""
import json
import logging
import os
import sys
import time
import uuid

sys.path.insert(0, os.environ.get("LIMPID_GENERATED", os.path.join(os.path.dirname(os.path.abspath(__file__)), "generated")))

try:
    from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
    from limpid.v1.result_pb2 import DenoisedFrame
except ImportError as missing:
    sys.exit("%s\n  → pip install confluent-kafka protobuf grpcio-tools, then ./generate.sh" % missing)

DENOISED, LABELS = "images.denoised", "images.labels"
DEAD = ("images.noisy.dead", "images.denoised.dead")
PATIENCE_SECONDS = 60
# librdkafka tells every attempt to connect; what comes of it is told here
QUIET = logging.getLogger("librdkafka")
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False


def partitions(consumer, topic):
    """Where a topic ends now: what is published after this can't be missed."""
    found = consumer.list_topics(topic, timeout=10).topics[topic]
    if found.error:
        sys.exit("the broker has no topic %s: %s\n  → start the services, such as with ./limpid up" % (topic, found.error))
    places = [TopicPartition(topic, partition) for partition in found.partitions]
    for place in places:
        place.offset = consumer.get_watermark_offsets(place, timeout=10)[1]
    return places


def open_consumer(bootstrap, image_id):
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": "limpid-example-" + image_id,
            "enable.auto.commit": False,
            "isolation.level": "read_committed",
        },
        logger=QUIET,
    )
    consumer.assign([place for topic in (DENOISED, LABELS, *DEAD) for place in partitions(consumer, topic)])
    return consumer


def publish(bootstrap, image_id, picture):
    producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True}, logger=QUIET)
    failures = []
    producer.produce(
        "images.noisy",
        key="example-python",
        value=picture,
        headers={
            "content-type": "image/png",
            "ce_specversion": "1.0",
            "ce_id": image_id,
            "ce_source": "/limpid/examples/python",
            "ce_type": "io.limpid.image.noisy",
        },
        on_delivery=lambda error, _: failures.append(error) if error else None,
    )
    if producer.flush(30) or failures:
        sys.exit("the broker did not take the image: %s" % (failures or "no answer"))


def answer(consumer, image_id):
    frame, label = None, None
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        message = consumer.poll(0.5)
        if message is None or message.error():
            continue
        headers = {name: value.decode() for name, value in message.headers() or []}
        if headers.get("ce_id") != image_id:
            continue
        if message.topic() in DEAD:
            sys.exit("%s: %s" % (headers["dead-letter-reason"], headers["dead-letter-message"]))
        if message.topic() == DENOISED:
            frame = DenoisedFrame.FromString(message.value())
        else:
            label = json.loads(message.value())
        if frame and label:
            return frame, label
    sys.exit("no answer; do the services run?")


def denoise(bootstrap, noisy_file):
    with open(noisy_file, "rb") as file:
        picture = file.read()
    image_id = str(uuid.uuid4())
    consumer = open_consumer(bootstrap, image_id)
    publish(bootstrap, image_id, picture)
    try:
        return answer(consumer, image_id)
    finally:
        consumer.close()


def main():
    if len(sys.argv) != 4:
        print("expected: denoise.py HOST:PORT NOISY.png CLEAN.png", file=sys.stderr)
        sys.exit(2)
    bootstrap, noisy_file, clean_file = sys.argv[1:]
    try:
        frame, label = denoise(bootstrap, noisy_file)
        with open(clean_file, "wb") as picture:
            picture.write(frame.image.data)
    except KafkaException as failure:
        sys.exit("no Kafka broker answers at %s: %s\n  → start one with ./limpid up" % (bootstrap, failure.args[0].str()))
    except OSError as failure:
        sys.exit("%s: %s" % (failure.filename, failure.strerror))
    print(
        "%s (%.3f), denoised by %s, %d latent values, written to %s"
        % (label["label"], label["confidence"], frame.denoiser.name, len(frame.latent), clean_file)
    )


if __name__ == "__main__":
    main()
