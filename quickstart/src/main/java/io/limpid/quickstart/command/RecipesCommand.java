package io.limpid.quickstart.command;

import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.training.RecipeBook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./limpid recipes}: what can be trained. */
@Command(name = "recipes", description = "List the recipes, or print their JSON schema for editors.")
final class RecipesCommand implements Runnable {
    @Option(names = "--schema", description = "print the JSON schema of recipes")
    private boolean schema;

    @Override
    public void run() {
        RecipeBook book = new RecipeBook(Home.standard());
        if (schema) {
            System.out.print(book.schema());
            return;
        }
        System.out.printf("%-28s %-6s %-16s %6s%n", "recipe", "system", "task", "epochs");
        book.entries()
                .forEach(entry -> System.out.printf(
                        "%-28s %-6s %-16s %6d%n", entry.name(), entry.system(), entry.task(), entry.epochs()));
    }
}
