package org.jts.api.connection;

import java.util.Map;

/** Settings were refused; nothing was changed. @since 1.0 */
public class SetupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> problems;

    /**
     * @param message  one sentence for people
     * @param problems per setting key what was expected and what was found; may be empty
     */
    public SetupException(String message, Map<String, String> problems) {
        super(message);
        this.problems = Map.copyOf(problems);
    }

    public Map<String, String> problems() {
        return problems;
    }
}
