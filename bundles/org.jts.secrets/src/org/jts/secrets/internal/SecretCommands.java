package org.jts.secrets.internal;

import static org.jts.secrets.internal.Words.T;

import java.util.List;

import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands {@code secret:…} of the console. A secret is never typed, where others could read it, nor ever shown. */
@Component(service = SecretCommands.class, property = { "osgi.command.scope=secret", "osgi.command.function=set",
    "osgi.command.function=list", "osgi.command.function=remove",
    "jts.command.help=set NAME --env VARIABLE or --file PATH|Keeps the value of a variable, or the text of a file, as "
        + "a secret that settings can refer to.",
    "jts.command.help=list|Lists the names of the secrets that are kept here.",
    "jts.command.help=remove NAME|Forgets a secret." })
public final class SecretCommands {

    private static final int WORDS = 3;

    private final SecretStore store;

    @Activate
    public SecretCommands(@Reference SecretStore store) {
        this.store = store;
    }

    /** Keeps a secret that stands in the environment or in a file. */
    public void set(String... words) throws SecretException {
        if (words.length != WORDS || !List.of("--env", "--file").contains(words[1])) {
            print(T.get("help.set"));
            return;
        }
        store.put(words[0], store.resolve(words[0], "${" + words[1].substring(2) + ":" + words[2] + "}"));
        print(T.format("set.done", words[0]));
    }

    /** Names of what is kept. */
    public void list(String... words) throws SecretException {
        print(words.length > 0 ? T.get("help.list") : String.join("\n", store.names()));
    }

    /** Forgets a secret. */
    public void remove(String... words) throws SecretException {
        if (words.length != 1 || words[0].startsWith("--")) {
            print(T.get("help.remove"));
            return;
        }
        print(store.remove(words[0]) ? T.format("remove.done", words[0]) : T.format("remove.none", words[0]));
    }

    /** The console's own stream: of several commands in a line it shows what the last one returns, and no other. */
    private static void print(String text) {
        System.out.println(text);
    }
}
