package io.limpid.direct.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to the OpenAPI description the bodies that {@link Refusals} gives. Resources only say which statuses there are, and why; a
 * response that says its content keeps it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RefusalsFilter implements OASFilter {
    private static final String OK = "200";

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().forEach(RefusalsFilter::describe);
    }

    private static void describe(String path, PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            APIResponses responses = operation.getResponses();
            responses.getAPIResponses().forEach((status, response) -> {
                if (isRefusal(status) && response.getContent() == null) {
                    response.setContent(
                            Refusals.isProtocol(path)
                                    ? content(ProtocolError.class, mediaTypes(responses))
                                    : content(Problem.class, Set.of(Problem.MEDIA_TYPE)));
                }
            });
        }
    }

    private static boolean isRefusal(String status) {
        return status.matches("[45]\\d\\d");
    }

    private static Set<String> mediaTypes(APIResponses responses) {
        APIResponse answer = responses.getAPIResponse(OK);
        return answer.getContent().getMediaTypes().keySet();
    }

    private static Content content(Class<?> body, Set<String> mediaTypes) {
        Content content = OASFactory.createContent();
        for (String mediaType : mediaTypes) {
            content.addMediaType(
                    mediaType,
                    OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(body.getSimpleName())));
        }
        return content;
    }
}
