// snippet: contracts
class Contracts(
    @get:InputDirectory
    @get:PathSensitive(PathSensitivity.RELATIVE)
    val directory: File
) : CommandLineArgumentProvider {
    override fun asArguments() = listOf("-Atypedqueue.contracts=${directory.path}")
}

tasks.named<JavaCompile>("compileJava") {
    val directory = file("src/main/queues").apply { mkdirs() }
    options.compilerArgumentProviders.add(Contracts(directory))
}
// end
