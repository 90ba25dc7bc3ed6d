package io.limpid.quickstart.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.quickstart.training.ModelShop;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What a start of the services makes of runs. A run serves once somebody published it, never because it is there; a start only
 * tells the services anew where a published run's file is.
 */
public final class OwnRuns {
    private final ModelBoard board;
    private final List<ModelShop.Run> latest;

    /**
     * @param board what the models topic holds
     * @param latest the latest run of every name, in the order they should be published
     */
    public OwnRuns(ModelBoard board, List<ModelShop.Run> latest) {
        this.board = requireNonNull(board, "board");
        this.latest = List.copyOf(latest);
    }

    /**
     * The ids of the runs that serve, and whose file lies elsewhere by now: the trainer had another port.
     *
     * @param file where services get the model of a run, by its id
     */
    public List<String> moved(Function<String, URI> file) {
        List<String> moved = new ArrayList<>();
        board.published().forEach((key, model) -> {
            if (!key.candidate()) {
                Standing.servedRun(model)
                        .filter(run -> !file.apply(run).toString().equals(model.getUri()))
                        .ifPresent(moved::add);
            }
        });
        return moved;
    }

    /** The latest runs of these names, where the models topic has nothing under the name yet, in the order to publish them. */
    public List<ModelShop.Run> unpublished(Collection<String> names) {
        return latest.stream()
                .filter(run -> names.contains(run.name()))
                .filter(run -> board.under(ModelKey.live(run.name())).isEmpty())
                .toList();
    }

    public boolean isEmpty() {
        return latest.isEmpty();
    }
}
