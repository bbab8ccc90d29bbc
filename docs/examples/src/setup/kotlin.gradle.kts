// snippet: setup
plugins {
    kotlin("jvm") version "2.2.21"
    kotlin("kapt") version "2.2.21"
}

repositories {
    mavenLocal() // until 0.1.0 is on Maven Central
    mavenCentral()
}

dependencies {
    implementation("dev.typedqueue:queue-runtime:0.1.0-SNAPSHOT")
    implementation("dev.typedqueue:queue-store-sqlite:0.1.0-SNAPSHOT")
    kapt("dev.typedqueue:queue-processor:0.1.0-SNAPSHOT")
}
// end
