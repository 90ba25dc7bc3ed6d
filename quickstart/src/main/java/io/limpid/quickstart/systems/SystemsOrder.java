package io.limpid.quickstart.systems;

import io.limpid.quickstart.training.RecipeBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In which order recipes are trained: what others need first, then the cheapest first, which leave their time to the rest. */
public final class SystemsOrder {
    private final Map<String, RecipeBook.Entry> byName;

    public SystemsOrder(List<RecipeBook.Entry> all) {
        this.byName = all.stream().collect(Collectors.toMap(RecipeBook.Entry::name, Function.identity()));
    }

    /** @param only systems or recipes; empty for all systems */
    public List<RecipeBook.Entry> order(Set<String> only) {
        List<RecipeBook.Entry> wanted = byName.values().stream()
                .filter(entry -> only.isEmpty()
                        ? !entry.system().isEmpty()
                        : only.contains(entry.system()) || only.contains(entry.name()))
                .sorted(Comparator.comparingDouble(RecipeBook.Entry::cost).thenComparing(RecipeBook.Entry::name))
                .toList();
        Set<RecipeBook.Entry> ordered = new LinkedHashSet<>();
        wanted.forEach(entry -> addNeeds(entry.classifier(), ordered));
        wanted.forEach(entry -> {
            addNeeds(entry.classifier(), ordered);
            addNeeds(entry.encoder(), ordered);
            addNeeds(entry.teacher(), ordered);
            ordered.add(entry);
        });
        return new ArrayList<>(ordered);
    }

    private void addNeeds(String name, Set<RecipeBook.Entry> ordered) {
        RecipeBook.Entry entry = byName.get(name);
        if (entry != null) {
            addNeeds(entry.classifier(), ordered);
            addNeeds(entry.encoder(), ordered);
            addNeeds(entry.teacher(), ordered);
            ordered.add(entry);
        }
    }
}
