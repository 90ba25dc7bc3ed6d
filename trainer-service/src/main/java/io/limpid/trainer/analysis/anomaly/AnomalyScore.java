package io.limpid.trainer.analysis.anomaly;

import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import java.util.List;

/** Gives an exported denoiser the output {@code anomaly}. */
public final class AnomalyScore {
    private AnomalyScore() {}

    /**
     * Calibrates the model on training images and writes the calibration into the file. What it answered before stays as it was,
     * to the bit.
     *
     * @param onnx an exported denoiser
     * @param trained training images, see {@link AnomalyCalibration#of}
     * @param whole the same as they are served
     */
    public static byte[] addTo(
            byte[] onnx, SessionSettings settings, TrainingPairs trained, List<? extends TrainingPairs> whole)
            throws ModelRejectedException, InferenceException {
        try (DenoiserModel model = DenoiserModel.open(onnx, settings)) {
            return AnomalyNodes.addTo(onnx, AnomalyCalibration.of(model, trained, whole));
        }
    }
}
