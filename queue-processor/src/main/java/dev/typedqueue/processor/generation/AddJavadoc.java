package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;

/** The Javadoc of the methods that add one job. */
interface AddJavadoc {

    CodeBlock addNow();

    CodeBlock addAt();

    CodeBlock addWithOptions();

    CodeBlock addAll(boolean withOptions);
}
