"""Reads an event file as TensorBoard does and prints what it found as one line of JSON."""
import json
import sys

from tensorboard.backend.event_processing import event_accumulator, event_file_loader
from tensorboard.util import tensor_util

path = sys.argv[1]
everything = {kind: 0 for kind in event_accumulator.DEFAULT_SIZE_GUIDANCE}
kept = event_accumulator.EventAccumulator(path, size_guidance=everything)
kept.Reload()
# what the plugins of today's TensorBoard are given: every value as a tensor with the name of its plugin
plugins = {}
texts = {}
for event in event_file_loader.EventFileLoader(path).Load():
    for value in event.summary.value:
        plugin = value.metadata.plugin_data.plugin_name
        plugins.setdefault(value.tag, plugin) if plugin else None
        if plugins.get(value.tag) == "text":
            texts[value.tag] = tensor_util.make_ndarray(value.tensor)[0].decode()
tags = kept.Tags()
print(json.dumps({
    "scalars": {tag: [[e.step, e.value] for e in kept.Scalars(tag)] for tag in tags["scalars"]},
    "images": {tag: [[e.step, e.height, e.width] for e in kept.Images(tag)] for tag in tags["images"]},
    "histograms": {tag: [e.histogram_value.num for e in kept.Histograms(tag)] for tag in tags["histograms"]},
    "texts": texts,
    "plugins": plugins,
}, sort_keys=True))
