package io.limpid.studio.http;

import io.limpid.contracts.model.ModelKey;
import io.limpid.studio.ModelActions;
import io.limpid.studio.ModelActions.OutdatedException;
import io.limpid.studio.stream.NotWrittenException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which models serve. Answers when the change is in the topic; what services make of it they report there. */
@Path("/api/models/{name}")
@Tag(name = "Models")
@APIResponse(
        responseCode = "default",
        description = Problem.DESCRIPTION,
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ModelsResource {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,20}");

    private final ModelActions actions;

    ModelsResource(ModelActions actions) {
        this.actions = actions;
    }

    @POST
    @Path("promote")
    @Operation(summary = "Put a shadow or canary live, or a version that was live before")
    @APIResponse(responseCode = "204", description = "It is in the topic")
    public void promote(@PathParam("name") String name, @QueryParam("version") @DefaultValue("") String version)
            throws OutdatedException, NotWrittenException {
        actions.promote(name, checked(version));
    }

    @POST
    @Path("rollback")
    @Operation(summary = "Put the version live that was live before")
    @APIResponse(responseCode = "204", description = "It is in the topic")
    public void rollBack(@PathParam("name") String name, @QueryParam("version") @DefaultValue("") String version)
            throws OutdatedException, NotWrittenException {
        actions.rollBack(name, checked(version));
    }

    @POST
    @Path("retire")
    @Operation(summary = "Take a live model, or its shadow or canary, out of service")
    @APIResponse(responseCode = "204", description = "It is in the topic")
    public void retire(
            @PathParam("name") String name,
            @QueryParam("version") @DefaultValue("") String version,
            @QueryParam("candidate") @DefaultValue("false") boolean candidate)
            throws OutdatedException, NotWrittenException {
        actions.retire(new ModelKey(name, candidate), checked(version));
    }

    private static String checked(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "expected version, the one that the page shows, found '" + version + "'");
        }
        return version;
    }
}
