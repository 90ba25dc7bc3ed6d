package io.limpid.load.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ServiceSpecs;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * What containers are made of.
 *
 * @param kafka the broker's image
 * @param services those of the services, with {@code %s} for denoiser or classifier
 */
public record ContainerImages(String kafka, String services) {
    /** The broker's image where none is named. */
    public static final String KAFKA = "apache/kafka:4.1.1";
    /** The services' images where none are named. */
    public static final String SERVICES = "limpid/%s";

    /** @throws CommandFailure when the services' name has no place for the service */
    public ContainerImages {
        if (!services.contains("%s")) {
            throw CommandFailure.badInput(
                    "expected --service-images with %s for the service, found " + services, "for instance " + SERVICES);
        }
    }

    String of(String service) {
        return services.replace("%s", service);
    }

    /**
     * Pulls what is not here. Left to the start of a container, a pull that can't succeed is tried again for minutes.
     *
     * @throws CommandFailure naming the image that can't be had, and why
     */
    public void requireThere() {
        DockerClient docker = DockerClientFactory.lazyClient();
        for (String image : List.of(kafka, of(ServiceSpecs.DENOISER), of(ServiceSpecs.CLASSIFIER))) {
            try {
                requireThere(docker, image);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw CommandFailure.failed("interrupted while pulling " + image, "");
            } catch (RuntimeException refused) {
                throw CommandFailure.failed(
                        "the image " + image + " can't be had: "
                                + String.valueOf(refused.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        "make Limpid's with docker compose build, or name others with --service-images and --kafka-image",
                        refused);
            }
        }
    }

    private static void requireThere(DockerClient docker, String image) throws InterruptedException {
        DockerImageName name = DockerImageName.parse(image);
        try {
            docker.inspectImageCmd(name.asCanonicalNameString()).exec();
        } catch (NotFoundException absent) {
            docker.pullImageCmd(name.getUnversionedPart())
                    .withTag(name.getVersionPart())
                    .start()
                    .awaitCompletion();
        }
    }
}
