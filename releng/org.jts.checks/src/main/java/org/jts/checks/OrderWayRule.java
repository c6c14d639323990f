package org.jts.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders and changes have one way out: the desk. Nobody else calls a gateway for them, who connects it apart. */
public final class OrderWayRule implements Rule {
    private static final Pattern CALL = Pattern.compile("\\bgateway(?:\\(\\))?\\s*\\.\\s*(place|modify|call)\\s*\\(");
    private static final Set<String> MAY = Set.of("org.jts.trading", "org.jts.connection");
    private static final String GATEWAYS = "org.jts.gateway.";

    @Override
    public List<Finding> check(Checkout checkout) {
        List<Finding> findings = new ArrayList<>();
        for (Path bundle : checkout.bundles()) {
            String name = bundle.getFileName().toString();
            if (MAY.contains(name) || name.startsWith(GATEWAYS)) {
                continue;
            }
            for (Path file : Checkout.files(bundle.resolve("src"), ".java")) {
                Matcher call = CALL.matcher(Checkout.read(file));
                while (call.find()) {
                    findings.add(new Finding(checkout.name(file), "expected orders to go through the service OrderDesk,"
                        + " found a call of a gateway's " + call.group(1)));
                }
            }
        }
        return findings;
    }
}
