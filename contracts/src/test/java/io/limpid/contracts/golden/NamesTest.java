package io.limpid.contracts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.image.PayloadProblem;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Encoding;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that other programs write out: topics, headers, media types, and the reasons in dead letters. */
class NamesTest {
    @Test
    void areAsEver() throws Exception {
        List<String> names = new ArrayList<>();
        Topics topics = new Topics("");
        topics.images().forEach(topic -> names.add("topic " + topic));
        names.add("topic " + topics.models());
        names.add("topic " + topics.modelReports());
        names.add("topic " + topics.training());
        names.add("topic " + topics.trainingRequests());
        names.add("topic " + topics.trainingRequestsDead());
        for (Field constant : HeaderNames.class.getFields()) {
            names.add("header " + constant.get(null));
        }
        names.add("media-type " + ContentType.PROTOBUF);
        names.add("media-type " + ContentType.JSON);
        names.add("media-type " + ContentType.YAML);
        Arrays.stream(Encoding.values())
                .filter(encoding -> encoding != Encoding.UNRECOGNIZED && encoding != Encoding.ENCODING_UNSPECIFIED)
                .forEach(encoding -> names.add("media-type " + ContentType.of(encoding)));
        Arrays.stream(PayloadProblem.values()).forEach(problem -> names.add("reason " + problem));

        assertThat(names).containsExactlyInAnyOrderElementsOf(Golden.lines("names.txt"));
    }
}
