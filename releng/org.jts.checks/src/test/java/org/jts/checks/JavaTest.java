package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavaTest {
    @Test
    void commentsGoAndLinesStay() {
        assertEquals("a \nb \n\n c", Java.withoutComments("a // x\nb /* y\n\n */ c"));
    }

    @Test
    void whatLooksLikeACommentInAStringStays() {
        assertEquals("f(\"http://x\", '\"', \"\\\"/*\"); ",
                Java.withoutComments("f(\"http://x\", '\"', \"\\\"/*\"); // y"));
    }

    @Test
    void textBlocksStay() {
        assertEquals("s = \"\"\"\n  // kept \"\n  \"\"\";",
                Java.withoutComments("s = \"\"\"\n  // kept \"\n  \"\"\";"));
    }
}
