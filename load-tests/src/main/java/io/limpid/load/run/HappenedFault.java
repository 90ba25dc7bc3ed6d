package io.limpid.load.run;

import io.limpid.load.scenario.Fault;

/**
 * A fault as it was.
 *
 * @param fault as planned
 * @param beganSecond when it had begun, after the first phase's beginning
 * @param endedSecond when it was over
 * @param remark what was seen meanwhile, for people; may be empty
 */
public record HappenedFault(Fault fault, double beganSecond, double endedSecond, String remark) {
    /** From when recovery counts: a killed service is out until it is back, other faults last as long as they last. */
    double recoveryCountsFrom() {
        return fault.kind().isDown() ? beganSecond : endedSecond;
    }
}
