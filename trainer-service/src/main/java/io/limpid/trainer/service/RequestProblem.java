package io.limpid.trainer.service;

/** Why a record asks for nothing that can be trained; the reason in its dead letter. */
enum RequestProblem {
    NO_VALUE,
    EMPTY,
    UNSUPPORTED_CONTENT_TYPE,
    /** It is not what its content type says. */
    UNDECODABLE,
    /** It can be read, but not be trained: the message is the one that {@code POST /trainings} answers with. */
    WRONG_REQUEST,
    /** A mistake of ours. */
    INTERNAL_ERROR
}
