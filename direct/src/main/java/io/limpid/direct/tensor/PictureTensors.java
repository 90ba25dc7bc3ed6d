package io.limpid.direct.tensor;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.InputShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Between {@code [batch,channels,height,width]} and pictures. */
final class PictureTensors {
    private PictureTensors() {}

    static TensorSpec spec(String name, InputShape input) {
        return new TensorSpec(
                name, List.of(TensorSpec.ANY, (long) input.channels(), orAny(input.height()), orAny(input.width())));
    }

    private static long orAny(int size) {
        return size == 0 ? TensorSpec.ANY : size;
    }

    static List<Pixels> pictures(Tensor tensor) {
        ImageShape shape = new ImageShape(dimension(tensor, 1), dimension(tensor, 2), dimension(tensor, 3));
        FloatBuffer values = tensor.buffer();
        List<Pixels> pictures = new ArrayList<>(tensor.rows());
        for (int row = 0; row < tensor.rows(); row++) {
            pictures.add(Pixels.read(shape, values));
        }
        return pictures;
    }

    private static int dimension(Tensor tensor, int index) {
        return Math.toIntExact(tensor.shape().get(index));
    }
}
