package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;

/** Writes a network as a table. */
final class NetworkSummary {
    private final StringBuilder text = new StringBuilder();

    private NetworkSummary() {}

    static String of(Network network) {
        NetworkSummary summary = new NetworkSummary();
        summary.line("layer", "output", "parameters");
        summary.add(network.layers(), network.inputShape(1), "");
        summary.text.append(String.format(
                Locale.ROOT,
                "%,d parameters, %,d multiply-adds for an input of %s",
                network.parameterCount(),
                network.multiplyAdds(),
                network.input()));
        return summary.text.toString();
    }

    private void add(List<Layer> layers, Shape input, String indent) {
        Shape shape = input;
        for (Layer layer : layers) {
            Shape output = layer.outputShape(shape);
            line(indent + title(layer), dimensions(output), String.format(Locale.ROOT, "%,d", layer.parameterCount()));
            add(layer.body(), shape, indent + "  ");
            shape = output;
        }
    }

    private static String title(Layer layer) {
        return layer.body().isEmpty()
                ? layer.toString().replace("[]", "")
                : layer.getClass().getSimpleName();
    }

    private static String dimensions(Shape shape) {
        return shape.toString().replace("(", "[").replace(")", "]");
    }

    private void line(String layer, String output, String parameters) {
        text.append(String.format(Locale.ROOT, "%-86s %-20s %12s%n", layer, output, parameters));
    }
}
