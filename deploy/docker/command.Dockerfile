# ./limpid as an image, out of what the build left in quickstart/target:
#   docker build -f deploy/docker/command.Dockerfile -t limpid/command .
ARG JRE=eclipse-temurin:25-jre

# --- What goes in: native libraries unpacked, the models that come along and our own code apart
FROM ${JRE} AS parts
WORKDIR /parts
COPY quickstart/target/lib/ lib/
COPY quickstart/target/quickstart-*.jar own/
COPY recipes/ recipes/
RUN set -e; \
    java -cp 'lib/*' io.limpid.inference.UnpackNatives lib ai/onnxruntime/native natives; \
    mkdir state; \
    own="$(ls own)"; mv "lib/"*"-${own#quickstart-}" own/; \
    mkdir shipped; mv own/models-*.jar shipped/; \
    find . -exec touch -h -d @0 {} +

# --- The image: what changes seldom lies in the lower layers
FROM ${JRE}
COPY --from=parts /parts/natives/ /opt/limpid/natives/
COPY --from=parts /parts/lib/ /opt/limpid/lib/
COPY --from=parts /parts/shipped/ /opt/limpid/lib/
COPY --from=parts --chown=10001:10001 /parts/state/ /var/lib/limpid/
COPY --from=parts --chown=10001:10001 /parts/state/ /models/
COPY --from=parts /parts/recipes/ /opt/limpid/recipes/
COPY --from=parts /parts/own/ /opt/limpid/own/
ENV LIMPID_HOME=/opt/limpid \
    # As in the services' image.
    ORT_DISABLE_TELEMETRY=1
WORKDIR /var/lib/limpid
USER 10001:10001
LABEL org.opencontainers.image.title="limpid command"
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true", "-Duser.home=/var/lib/limpid", \
    "-Donnxruntime.native.path=/opt/limpid/natives", "-cp", "/opt/limpid/own/*:/opt/limpid/lib/*", \
    "io.limpid.quickstart.Limpid"]
