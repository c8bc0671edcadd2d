//! From one version to the next: SLSA 0.1 → 0.2 → 1.
//!
//! | 0.1 | 0.2 | 1 |
//! |---|---|---|
//! | `recipe.type` | `buildType` | `buildDefinition.buildType` |
//! | `recipe.definedInMaterial` | `invocation.configSource.uri`, `.digest` | `externalParameters.source`, one more `resolvedDependencies[]` |
//! | `recipe.entryPoint` | `invocation.configSource.entryPoint` | `externalParameters.entryPoint` |
//! | `recipe.arguments` | `invocation.parameters` | the other `externalParameters` |
//! | `recipe.environment` | `invocation.environment` | `internalParameters` |
//! | `materials` | `materials` | `resolvedDependencies` |
//! | `builder` | `builder` | `runDetails.builder` |
//! | `metadata.buildInvocationId`, … | the same | `runDetails.metadata.invocationId`, … |
//! | `metadata.completeness`, `.reproducible` | the same | none: `builder.id` implies them |
//! | | `buildConfig` | none: it is not inlined any more |
//!
//! The specification wants a new build type in version 1, since it says how the parameters are to
//! be read. Nobody can know it here: the earlier one stands there until the caller puts another.
//!
//! Source: the change history of version 0.2 ("Replaced `definedInMaterial` …"), and "Migrating
//! from 0.2" of the specification of version 1.
//!
//! Invariant: nothing is said in the later version that the earlier one does not say.

mod to_v0_2;
mod to_v1;
