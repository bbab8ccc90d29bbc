// snippet: setup
plugins {
    java
}

repositories {
    mavenLocal() // until 0.1.0 is on Maven Central
    mavenCentral()
}

dependencies {
    implementation("dev.typedqueue:queue-runtime:0.1.0-SNAPSHOT")
    implementation("dev.typedqueue:queue-store-sqlite:0.1.0-SNAPSHOT")
    annotationProcessor("dev.typedqueue:queue-processor:0.1.0-SNAPSHOT")
}
// end

// snippet: options
tasks.withType<JavaCompile> {
    options.compilerArgs.add("-Atypedqueue.jsonTypes=org.joda.money.Money")
}
// end
