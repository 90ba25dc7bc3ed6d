package io.limpid.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The resources of deploy/kubernetes, a folder a part. */
final class Manifests {
    static final Path FOLDER = Repository.DEPLOY.resolve("kubernetes");
    /** Each can be applied. */
    static final List<String> PARTS = List.of("base", "gpu", "first-models", "monitoring");

    static final Path BASE = FOLDER.resolve("base");
    static final Path FIRST_MODELS = FOLDER.resolve("first-models");

    private Manifests() {}

    /** All but the kustomization. */
    static List<Path> files(Path folder) {
        return Repository.files(folder, "").stream()
                .filter(file -> Files.isRegularFile(file) && !file.endsWith("kustomization.yaml"))
                .toList();
    }

    /** Those of one class, of some parts. */
    static <T> List<T> resources(Class<T> kind, Path... folders) throws IOException {
        List<T> found = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                for (JsonNode document : documents(file)) {
                    Object resource = StrictYaml.parse(document);
                    if (kind.isInstance(resource)) {
                        found.add(kind.cast(resource));
                    }
                }
            }
        }
        return found;
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        return file.toString().endsWith(".yaml") ? StrictYaml.documents(file) : List.of();
    }

    /** What all pods of base and first-models are made of, by their workload's name. */
    static Map<String, PodTemplateSpec> pods() throws IOException {
        Map<String, PodTemplateSpec> pods = new TreeMap<>();
        resources(StatefulSet.class, BASE, FIRST_MODELS)
                .forEach(set ->
                        pods.put(set.getMetadata().getName(), set.getSpec().getTemplate()));
        resources(Deployment.class, BASE, FIRST_MODELS)
                .forEach(one ->
                        pods.put(one.getMetadata().getName(), one.getSpec().getTemplate()));
        return pods;
    }

    /** Those that go before the pod's work, too. */
    static List<Container> containers(PodTemplateSpec pod) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .toList();
    }
}
