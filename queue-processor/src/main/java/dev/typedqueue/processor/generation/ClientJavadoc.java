package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The methods of the client are those of the facade, and refer to them instead of saying everything twice. */
final class ClientJavadoc implements AddJavadoc {

    private final QueueModel queue;
    private final JobModel job;

    ClientJavadoc(QueueModel queue, JobModel job) {
        this.queue = queue;
        this.job = job;
    }

    @Override
    public CodeBlock addNow() {
        return see("add", List.of(job.payload().rawType()));
    }

    @Override
    public CodeBlock addAt() {
        return see("add", List.of(job.payload().rawType(), TypeName.get(Instant.class)));
    }

    @Override
    public CodeBlock addWithOptions() {
        return see("add", List.of(job.payload().rawType(), RuntimeTypes.ADD_OPTIONS));
    }

    @Override
    public CodeBlock addAll(boolean withOptions) {
        TypeName payloads = TypeName.get(Collection.class);
        return see(job.bulkMethod(), withOptions ? List.of(payloads, RuntimeTypes.ADD_OPTIONS) : List.of(payloads));
    }

    private CodeBlock see(String method, List<TypeName> parameters) {
        CodeBlock types = parameters.stream()
                .map(parameter -> CodeBlock.of("$T", parameter))
                .collect(CodeBlock.joining(", "));
        return CodeBlock.of("See {@link $T#$L($L)}.\n", queue.facade(), method, types);
    }
}
