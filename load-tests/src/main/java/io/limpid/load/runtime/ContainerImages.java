package io.limpid.load.runtime;

/**
 * What containers are made of.
 *
 * @param kafka the broker's image
 * @param services those of the services, with {@code %s} for denoiser or classifier
 */
public record ContainerImages(String kafka, String services) {
    public ContainerImages {
        if (!services.contains("%s")) {
            throw new IllegalArgumentException(
                    "expected an image's name with %s for the service, such as limpid/%s, found " + services);
        }
    }

    String of(String service) {
        return services.replace("%s", service);
    }
}
