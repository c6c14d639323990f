package org.jts.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;

/**
 * One rule of the contract, a test. Its id stays the same for ever, so that reports of years can be compared: a rule
 * that goes leaves its number unused. What it asks for is said in English and Korean under this id
 * ({@link ContractRules}).
 *
 * @since 1.1
 */
@Documented
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rule {

    /** Three letters of the group and two digits, such as {@code ORD-07}. */
    String value();
}
