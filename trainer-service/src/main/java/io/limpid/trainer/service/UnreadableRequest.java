package io.limpid.trainer.service;

/** A record that can't be read as a request. */
final class UnreadableRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final RequestProblem problem;

    UnreadableRequest(RequestProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    UnreadableRequest(RequestProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    RequestProblem problem() {
        return problem;
    }
}
