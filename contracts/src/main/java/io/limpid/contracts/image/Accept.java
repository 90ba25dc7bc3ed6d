package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the encoding of an answer from an {@code accept} header, as RFC 9110 section 12.5.1 ranks its media types. */
public final class Accept {
    private record Choice(String mediaType, double quality) {
        static Choice parse(String text) {
            // -1: a bare ";" is a part too, an empty one
            String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
            double quality = Arrays.stream(parts)
                    .skip(1)
                    .map(String::trim)
                    .filter(parameter -> parameter.startsWith("q="))
                    .map(parameter -> parameter.substring(2))
                    .mapToDouble(Choice::qualityOf)
                    .findFirst()
                    .orElse(1);
            return new Choice(ContentType.bare(parts[0]), quality);
        }

        private static double qualityOf(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException notANumber) {
                return 0;
            }
        }

        private boolean isWanted() {
            return quality > 0;
        }

        private Optional<Encoding> encoding(Encoding sameAsInput) {
            boolean any = mediaType.equals("*/*") || mediaType.equals("image/*");
            return any
                    ? Optional.of(sameAsInput)
                    : ContentType.encodingOf(mediaType).filter(ImageCodec::writes);
        }

        private Stream<Encoding> named() {
            return ContentType.encodingOf(mediaType).stream();
        }
    }

    private Accept() {}

    /** @throws MalformedPayloadException when the header names nothing we write; blank means no wish */
    public static void check(String header) throws MalformedPayloadException {
        choose(header, Encoding.PNG);
    }

    /**
     * @param header the header's text; blank means no wish
     * @param input what the image came in: without another wish it goes out so, or as PNG where we don't write that
     * @throws MalformedPayloadException when the header names nothing we write
     */
    static Encoding choose(String header, Encoding input) throws MalformedPayloadException {
        Encoding sameAsInput = input == Encoding.WEBP ? Encoding.PNG : input;
        if (header.isBlank()) {
            return sameAsInput;
        }
        List<Choice> choices = Arrays.stream(header.split(","))
                .filter(text -> !text.isBlank())
                .map(Choice::parse)
                .toList();
        // A type named with q=0 is unwanted even where a wildcard would let it in.
        Set<Encoding> refused = choices.stream()
                .filter(choice -> !choice.isWanted())
                .flatMap(Choice::named)
                .collect(Collectors.toSet());
        return choices.stream()
                .filter(Choice::isWanted)
                .sorted(Comparator.comparingDouble(Choice::quality).reversed())
                .flatMap(choice -> choice.encoding(sameAsInput).stream())
                .filter(encoding -> !refused.contains(encoding))
                .findFirst()
                .orElseThrow(() -> new MalformedPayloadException(
                        PayloadProblem.UNSUPPORTED_ACCEPT,
                        "expected an accept header naming image/png, image/jpeg, image/bmp, image/gif, image/tiff,"
                                + " image/x-gray8, image/x-rgb8 or image/x-float32, found '" + header + "'"));
    }
}
