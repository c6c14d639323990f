package org.jts.checks;

import java.util.List;

/** A house rule that the build checks. */
@FunctionalInterface
public interface Rule {
    /** Every breach in a checkout, in the order of the files. */
    List<Finding> check(Checkout checkout);
}
