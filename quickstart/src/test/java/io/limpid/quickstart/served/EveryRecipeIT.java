package io.limpid.quickstart.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.LocalBroker;
import io.limpid.broker.Ports;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.fixtures.StreamProbe;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.systems.SystemsOrder;
import io.limpid.quickstart.training.ModelShop;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recipe goes the whole way: briefly trained, exported, compared, published, taken by the running denoiser or classifier;
 * and every denoiser cleans an image of the stream.
 */
class EveryRecipeIT {
    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path folder;

    private Home home;

    @Test
    void everyRecipesModelIsServed() throws Exception {
        home = new Home(folder);
        for (String part : List.of("recipes", "trainer-service", "denoiser-service", "classifier-service")) {
            Files.createSymbolicLink(
                    folder.resolve(part), Path.of("..", part).toAbsolutePath().normalize());
        }
        List<RecipeBook.Entry> recipes = new RecipeBook(home).entries();
        Map<String, RecipeBook.Entry> trained = train(recipes);

        Map<String, String> answered = serve(trained);

        List<String> denoisers = recipes.stream()
                .filter(recipe -> recipe.task().equals("denoise"))
                .map(RecipeBook.Entry::name)
                .toList();
        assertThat(denoisers).isNotEmpty();
        assertThat(answered.keySet()).containsExactlyInAnyOrderElementsOf(denoisers);
        assertThat(answered).allSatisfy((wanted, found) -> assertThat(found).isEqualTo(wanted));
    }

    /** @return the recipes by their runs */
    private Map<String, RecipeBook.Entry> train(List<RecipeBook.Entry> recipes) throws IOException {
        TinyData data = new TinyData(folder.resolve("data"));
        Training training = new Training(home, Console.standard());
        Set<String> all =
                recipes.stream().map(RecipeBook.Entry::name).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, RecipeBook.Entry> runs = new TreeMap<>();
        for (RecipeBook.Entry recipe : new SystemsOrder(recipes).order(all)) {
            Path file = home.root().resolve("recipes").resolve(recipe.file());
            runs.put(
                    training.run(new TrainingRequest(file, home.runs(), data.options(recipe)))
                            .run(),
                    recipe);
        }
        assertThat(runs).hasSameSizeAs(recipes);
        return runs;
    }

    /** @return who answered, by the denoiser that was asked for */
    private Map<String, String> serve(Map<String, RecipeBook.Entry> trained) {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                Processes processes = new Processes(false);
                StreamProbe probe = new StreamProbe(broker.bootstrap())) {
            ServiceSpecs specs = new ServiceSpecs(home, new StreamAddress(broker.bootstrap(), ""), home.state());
            ServiceProcess trainer = processes.start(specs.trainer(Ports.free()));
            ServiceProcess denoiser = processes.start(specs.denoiser(Ports.free()));
            ServiceProcess classifier = processes.start(specs.classifier(Ports.free()));
            Health health = new Health(new Http());
            processes.running().forEach(health::awaitLive);

            ModelShop shop = new ModelShop(new Http(), trainer.address());
            List<String> asked = new ArrayList<>();
            for (ModelShop.Run run : shop.named(trained.keySet())) {
                ModelShop.Published model = shop.publish(run);
                health.awaitModel(model.isDenoiser() ? denoiser : classifier, model.name(), model.version());
                if (model.isDenoiser()) {
                    probe.send(image(trained.get(run.id())));
                    asked.add(model.name());
                }
            }
            return answers(probe.committed(TOPICS.denoised(), asked.size()));
        }
    }

    private static ProducerRecord<byte[], byte[]> image(RecipeBook.Entry recipe) {
        byte[] name = recipe.name().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(TOPICS.noisy(), name, TinyData.image(recipe));
        message.headers().add(HeaderNames.MODEL, name);
        return message;
    }

    private static Map<String, String> answers(List<ConsumerRecord<byte[], byte[]>> frames) {
        return frames.stream()
                .collect(Collectors.toMap(
                        frame -> new String(frame.key(), StandardCharsets.UTF_8),
                        frame -> denoiser(frame.value()).getName()));
    }

    private static ModelRef denoiser(byte[] frame) {
        try {
            return DenoisedFrame.parseFrom(frame).getDenoiser();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
