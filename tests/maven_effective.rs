//! Effective POMs: each rule of Maven's model builder in a family of its own.

use std::collections::HashMap;
use std::sync::Arc;

use pkgschema_convert::Document;
use pkgschema_convert::maven::effective::{Context, PomResolver};
use pkgschema_convert::maven::{Effective, Pom};
use pkgschema_testkit::poms::{codes, named, parent, pom, text};

/// POMs by `group:name:version`, and files by their paths.
#[derive(Default)]
struct Pool {
    poms: HashMap<String, Arc<Pom>>,
    files: HashMap<String, Arc<Pom>>,
}

impl PomResolver for Pool {
    fn pom(&self, group: &str, name: &str, version: &str) -> Option<Arc<Pom>> {
        self.poms.get(&format!("{group}:{name}:{version}")).cloned()
    }

    fn file(&self, path: &str) -> Option<Arc<Pom>> {
        self.files.get(path).cloned()
    }

    fn versions(&self, group: &str, name: &str) -> Vec<String> {
        let project = format!("{group}:{name}:");
        self.poms.keys().filter_map(|id| id.strip_prefix(&project)).map(str::to_owned).collect()
    }
}

/// Such POMs in a repository.
fn pool(poms: &[(&str, &str)]) -> Pool {
    let poms = poms
        .iter()
        .map(|(name, body)| (format!("org.example:{name}:1"), Arc::new(pom(&named(name, body)))));
    Pool { poms: poms.collect(), files: HashMap::new() }
}

/// A child of the POM `parent`, named `child`.
fn child(of_parent: &str, body: &str) -> Effective {
    let body = format!("{}<artifactId>child</artifactId>{body}", parent("parent"));
    pom(&body).effective(&pool(&[("parent", of_parent)]), &Context::new())
}

/// A POM on its own.
fn alone(body: &str) -> Effective {
    pom(&named("widget", body)).effective(&pool(&[]), &Context::new())
}

fn dependency(name: &str, more: &str) -> String {
    format!(
        "<dependency><groupId>org.example</groupId><artifactId>{name}</artifactId>{more}</dependency>"
    )
}

fn dependencies(each: &[(&str, &str)]) -> String {
    let each: String = each.iter().map(|(name, more)| dependency(name, more)).collect();
    format!("<dependencies>{each}</dependencies>")
}

fn managed(each: &[(&str, &str)]) -> String {
    format!("<dependencyManagement>{}</dependencyManagement>", dependencies(each))
}

/// Names, versions and scopes of the dependencies.
fn listed(effective: &Effective) -> String {
    let one = |dependency: &pkgschema_convert::maven::pom::PomDependency| {
        let part = |text: &Option<pkgschema::Text>| text.clone().unwrap_or_else(|| "?".into());
        let (name, version) = (part(&dependency.artifact_id), part(&dependency.version));
        format!("{name}:{version}:{}", part(&dependency.scope))
    };
    effective.model.dependencies.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_inherited_and_what_is_not() {
    let effective = child(
        "<packaging>pom</packaging><name>N</name><description>D</description>
        <inceptionYear>2001</inceptionYear><organization><name>O</name></organization>
        <licenses><license><name>L</name></license></licenses>
        <developers><developer><id>d</id></developer></developers>
        <modules><module>child</module></modules><prerequisites><maven>3</maven></prerequisites>
        <issueManagement><url>https://bugs.example</url></issueManagement>
        <distributionManagement><status>deployed</status><relocation/></distributionManagement>",
        "<developers/>",
    );
    let model = &effective.model;
    assert_eq!(effective.coordinates().unwrap().to_string(), "org.example:child:1");
    assert_eq!(effective.parents[0].to_string(), "org.example:parent:1");
    assert_eq!((text(&model.description), text(&model.inception_year)), ("D", "2001"));
    assert_eq!(model.organization.as_ref().and_then(|o| o.name.as_deref()), Some("O"));
    assert_eq!((model.licenses.len(), model.developers.len()), (1, 1));
    assert!(model.issue_management.is_some());
    assert_eq!((text(&model.name), text(&model.packaging)), ("none", "jar"));
    assert!(model.modules.is_empty() && model.prerequisites.is_none());
    assert!(effective.relocation().is_none());
    assert_eq!(codes(&effective), [""; 0]);
}

#[test]
fn an_element_of_the_child_counts_whole() {
    let effective = child(
        "<packaging>pom</packaging><organization><name>O</name><url>u</url></organization>
        <licenses><license><name>A</name></license><license><name>B</name></license></licenses>
        <description>D</description>",
        "<organization><name>P</name></organization><description/>
        <licenses><license><name>C</name></license></licenses>",
    );
    let organization = effective.model.organization.unwrap();
    assert_eq!((text(&organization.name), text(&organization.url)), ("P", "none"));
    assert_eq!(effective.model.licenses.len(), 1);
    assert_eq!(effective.model.description.as_deref(), Some(""));
}

#[test]
fn addresses_grow() {
    let scm = "<scm><connection>scm:git:https://h.example/r.git</connection><tag>t</tag></scm>";
    let site = "<distributionManagement><site><id>s</id><url>https://s.example/</url></site>
        </distributionManagement>";
    let url = "<url>https://h.example/base</url>";
    let effective = child(&format!("{url}{scm}{site}"), "");
    let scm = effective.model.scm.unwrap();
    assert_eq!(effective.model.url.as_deref(), Some("https://h.example/base/child"));
    assert_eq!(scm.connection.as_deref(), Some("scm:git:https://h.example/r.git/child"));
    assert_eq!(scm.tag.as_deref(), Some("t"));
    let site = effective.model.distribution_management.unwrap().site.unwrap();
    assert_eq!(site.url.as_deref(), Some("https://s.example/child/"));

    for (modules, expected) in [
        ("<module>child</module>", "https://h.example/base/child"),
        ("<module>sub/child</module>", "https://h.example/base/sub/child"),
        ("<module>sub\\child\\pom.xml</module>", "https://h.example/base/sub/child"),
        ("<module>../child</module>", "https://h.example/child"),
        ("<module>sub/other</module>", "https://h.example/base/child"),
    ] {
        let effective = child(&format!("{url}<modules>{modules}</modules>"), "");
        assert_eq!(effective.model.url.as_deref(), Some(expected), "{modules}");
    }
    let folder = "<properties><project.directory>dir</project.directory></properties>";
    let effective = child(url, folder);
    assert_eq!(effective.model.url.as_deref(), Some("https://h.example/base/dir"));
    let own = "<scm><url>https://h.example/own</url></scm>";
    let effective = child("<scm><tag>t</tag></scm>", own);
    assert_eq!(effective.model.scm.unwrap().tag.as_deref(), Some("HEAD"));
}

#[test]
fn addresses_that_do_not_grow() {
    let parent_of = |attribute: &str| {
        let text = format!(
            "<project {attribute}>{}</project>",
            named(
                "parent",
                "<url>https://h.example</url><scm child.scm.url.inherit.append.path='false'>
                <url>https://h.example/r</url><connection>c</connection></scm>"
            )
        );
        let mut pool = pool(&[("middle", &parent("parent"))]);
        pool.poms.insert("org.example:parent:1".to_owned(), Arc::new(Pom::parse(&text).unwrap()));
        let leaf = pom(&format!("{}<artifactId>leaf</artifactId>", parent("middle")));
        leaf.effective(&pool, &Context::new()).model
    };
    let model = parent_of("child.project.url.inherit.append.path='false'");
    assert_eq!(model.url.as_deref(), Some("https://h.example"));
    let scm = model.scm.unwrap();
    assert_eq!(scm.url.as_deref(), Some("https://h.example/r"));
    assert_eq!(scm.connection.as_deref(), Some("c/middle/leaf"));
    assert_eq!(parent_of("").url.as_deref(), Some("https://h.example/middle/leaf"));
}

#[test]
fn dependencies_merge_by_their_keys() {
    let effective = child(
        &dependencies(&[("a", "<version>1</version>"), ("b", "<version>1</version>")]),
        &dependencies(&[
            ("c", "<version>2</version>"),
            ("b", "<version>2</version>"),
            ("b", "<version>3</version><scope>test</scope>"),
            ("a", "<version>2</version><classifier>sources</classifier>"),
        ]),
    );
    assert_eq!(listed(&effective), "c:2:compile b:3:test a:2:compile a:1:compile");
    assert!(effective.model.dependencies.iter().all(|one| one.r#type.as_deref() == Some("jar")));
}

#[test]
fn management_fills_in_what_is_absent() {
    let exclusion = "<exclusions><exclusion><groupId>*</groupId></exclusion></exclusions>";
    let effective = child(
        &managed(&[
            ("a", &format!("<version>1</version><scope>test</scope>{exclusion}")),
            ("b", "<version>1</version><optional>true</optional>"),
            ("c", "<version>1</version><type>pom</type>"),
        ]),
        &[
            managed(&[("b", "<version>2</version>")]),
            dependencies(&[("a", ""), ("b", "<scope/>"), ("c", ""), ("d", "<version/>")]),
        ]
        .concat(),
    );
    assert_eq!(listed(&effective), "a:1:test b:2:compile c:?:compile d::compile");
    let of = |index: usize| &effective.model.dependencies[index];
    assert_eq!(of(0).exclusions.len(), 1);
    assert_eq!(of(1).optional, None);
    assert_eq!(codes(&effective), ["missing-dependency-version"; 2]);
    assert_eq!(effective.findings[0].pointer.as_str(), "/dependencies/2");
}

#[test]
fn imports_join_behind_the_own_management() {
    let import = "<version>1</version><type>pom</type><scope>import</scope>";
    let body = [
        managed(&[("first", import), ("a", "<version>0</version>"), ("second", import)]),
        dependencies(&[("a", ""), ("b", ""), ("c", ""), ("d", "")]),
    ]
    .concat();
    let poms = [
        ("first", &*managed(&[("a", "<version>1</version>"), ("b", "<version>${v}</version>")])),
        (
            "second",
            &[parent("base"), managed(&[("third", import), ("b", "<version>2</version>")])]
                .concat(),
        ),
        ("base", &managed(&[("c", "<version>${project.version}-base</version>")])),
        ("third", &managed(&[("d", "<version>3</version>"), ("b", "<version>3</version>")])),
    ];
    let effective =
        pom(&named("widget", &body)).effective(&pool(&poms), &Context::new().with_user("v", "1"));
    assert_eq!(listed(&effective), "a:0:compile b:1:compile c:1-base:compile d:3:compile");
    let management = effective.model.dependency_management.unwrap();
    assert_eq!(management.dependencies.len(), 4);
    assert!(effective.findings.is_empty(), "{:?}", effective.findings);
}

#[test]
fn imports_that_fail_are_findings() {
    let import = "<version>1</version><type>pom</type><scope>import</scope>";
    let open = "<version>${open}</version><type>pom</type><scope>import</scope>";
    let body = managed(&[("none", import), ("a", import), ("open", open)]);
    let poms = [
        ("a", &*managed(&[("b", import)])),
        ("b", &managed(&[("a", import), ("x", "<version>1</version>")])),
    ];
    let effective = pom(&named("widget", &body)).effective(&pool(&poms), &Context::new());
    let expected = ["unresolved-expression", "import-not-found", "import-cycle", "import-unknown"];
    assert_eq!(codes(&effective), expected);
    assert!(effective.findings[2].message.contains("in org.example:b:1: "));
    assert_eq!(effective.model.dependency_management.unwrap().dependencies.len(), 1);
}

#[test]
fn values_take_the_places_of_expressions() {
    let body = |description: &str| {
        named(
            "widget",
            &format!(
                "<properties><a>1</a><b>${{a}}-${{project.version}}</b><revision>own</revision>
                <java.version>${{java.version}}</java.version></properties>
                <scm><url>https://h.example/x/../y</url></scm>
                <licenses><license><name>L</name></license></licenses>
                <description>{description}</description>"
            ),
        )
    };
    let context = Context::new()
        .with_system("java.version", "17")
        .with_system("revision", "of the system")
        .with_user("u", "user")
        .with_environment("HOME", "house")
        .with_folder("/srv/widget")
        .with_timestamp("now");
    for (expression, expected) in [
        ("${b}", "1-1"),
        ("${project.artifactId} ${pom.artifactId} ${artifactId}", "widget widget widget"),
        ("${env.HOME} ${HOME}", "house house"),
        ("${u} ${java.version}", "user 17"),
        ("${revision}", "of the system"),
        ("${project.scm.url} ${scm.url}", "https://h.example/y https://h.example/x/../y"),
        ("${project.scm.tag} ${project.licenses[0].name}", "HEAD L"),
        ("${project.build.finalName}", "widget-1"),
        ("${basedir} ${project.build.directory}", "/srv/widget /srv/widget/target"),
        ("${maven.build.timestamp}", "now"),
        ("${project.id}", "org.example:widget:jar:1"),
        ("$${a} \\${a} ${.a} {a} ${a", "$1 \\1 1 {a} ${a"),
        (
            "${none} ${project.none} ${project.artifactId.size} ${}",
            "${none} ${project.none} ${project.artifactId.size} ${}",
        ),
    ] {
        let effective = pom(&body(expression)).effective(&pool(&[]), &context);
        assert_eq!(text(&effective.model.description), expected, "{expression}");
        let left = usize::from(expected.contains("${none"));
        assert_eq!(codes(&effective).len(), left, "{:?}", effective.findings);
    }
}

#[test]
fn expressions_that_hold_themselves_stay() {
    let effective = alone(
        "<properties><a>${b}</a><b>${a}</b><c>${c}</c><version>${project.version}</version>
        </properties><name>${a}</name><description>${c} and ${version}</description>",
    );
    assert_eq!(text(&effective.model.name), "${a}");
    assert_eq!(text(&effective.model.description), "${c} and ${version}");
    let places: Vec<&str> = effective.findings.iter().map(|one| one.pointer.as_str()).collect();
    let expected = ["/properties/a", "/properties/b", "/properties/c", "/name", "/description"];
    assert_eq!(places, expected);
    assert!(codes(&effective).iter().all(|code| *code == "expression-cycle"));
}

#[test]
fn an_identity_holds_no_expression() {
    let open = "<groupId>org.example</groupId><artifactId>widget</artifactId>
        <version>1.${revision}</version><distributionManagement><relocation>
        <artifactId>gadget</artifactId></relocation></distributionManagement>";
    let effective = pom(open).effective(&pool(&[]), &Context::new());
    assert_eq!((effective.coordinates(), effective.relocated_to()), (None, None));
    assert_eq!(codes(&effective), ["unresolved-expression"]);
    let known = pom(open).effective(&pool(&[]), &Context::new().with_user("revision", "5"));
    assert_eq!(known.coordinates().unwrap().version(), "1.5");
    assert_eq!(known.relocated_to().unwrap().to_string(), "org.example:gadget:1.5");
    assert_eq!(
        pom("<artifactId>a</artifactId>").effective(&pool(&[]), &Context::new()).coordinates(),
        None
    );
}

#[test]
fn profiles_count_in_the_pom_that_has_them() {
    let profile = |dependency: &str| {
        format!(
            "<profiles><profile><id>p</id>{}</profile></profiles>",
            dependencies(&[(dependency, "<version>2</version>"), ("a", "<version>2</version>")])
        )
    };
    let own = dependencies(&[("a", "<version>1</version>")]);
    let of_parent = format!("{}{}", dependencies(&[("c", "<version>1</version>")]), profile("c"));
    let leaf = format!("{}<artifactId>leaf</artifactId>{own}{}", parent("parent"), profile("b"));
    let context = Context::new().with_active_profile("p");
    let effective = pom(&leaf).effective(&pool(&[("parent", &of_parent)]), &context);
    assert_eq!(listed(&effective), "a:2:compile b:2:compile c:2:compile");
    let levels: Vec<usize> = effective.profiles.iter().map(|one| one.level).collect();
    assert_eq!(levels, [0, 1]);
}

#[test]
fn parents_in_files_come_first() {
    let near = named("parent", "<description>file</description>");
    let far = named("parent", "<description>repository</description>");
    let mut pool = Pool::default();
    pool.poms.insert("org.example:parent:1".to_owned(), Arc::new(pom(&far)));
    let leaf = |relative: &str| {
        let parent = named("parent", relative);
        pom(&format!("<artifactId>leaf</artifactId><parent>{parent}</parent>"))
    };
    let description = |pool: &Pool, relative: &str| {
        text(&leaf(relative).effective(pool, &Context::new()).model.description).to_owned()
    };
    assert_eq!(description(&pool, ""), "repository");
    pool.files.insert("../pom.xml".to_owned(), Arc::new(pom(&near)));
    assert_eq!(description(&pool, ""), "file");
    assert_eq!(description(&pool, "<relativePath/>"), "repository");
    assert_eq!(description(&pool, "<relativePath>..</relativePath>"), "file");
    // another project's file is not the parent
    let other = near.replace("<version>1</version>", "<version>2</version>");
    pool.files.insert("../pom.xml".to_owned(), Arc::new(pom(&other)));
    assert_eq!(description(&pool, ""), "repository");
}

#[test]
fn parents_by_a_range_of_versions() {
    let mut pool = Pool::default();
    for version in ["1.0", "1.9", "1.10", "2.0"] {
        let body = format!("<description>{version}</description>");
        pool.poms.insert(format!("org.example:parent:{version}"), Arc::new(pom(&body)));
    }
    for (range, expected) in [
        ("[1.0,2.0)", "1.10"),
        ("[1.9]", "1.9"),
        ("[1.0,)", "none"),
        ("[3.0,4.0]", "none"),
        ("[1.0", "none"),
    ] {
        let leaf = pom(&format!(
            "<artifactId>leaf</artifactId><version>7</version><parent><groupId>org.example</groupId>
            <artifactId>parent</artifactId><version>{range}</version></parent>"
        ));
        let effective = leaf.effective(&pool, &Context::new());
        assert_eq!(text(&effective.model.description), expected, "{range}");
        assert_eq!(effective.findings.len(), usize::from(expected == "none"), "{range}");
    }
}

#[test]
fn a_parent_that_is_missing_lends_its_name() {
    let leaf = pom(&format!("{}<artifactId>leaf</artifactId>", parent("none")));
    let effective = leaf.effective(&pool(&[]), &Context::new());
    assert_eq!(codes(&effective), ["parent-not-found"]);
    assert_eq!(effective.findings[0].pointer.as_str(), "/parent");
    assert_eq!(effective.coordinates().unwrap().to_string(), "org.example:leaf:1");
    assert!(effective.parents.is_empty());
}

#[test]
fn plugins_have_their_versions() {
    let plugin =
        |name: &str, more: &str| format!("<plugin><artifactId>{name}</artifactId>{more}</plugin>");
    let of_parent = format!(
        "<build><pluginManagement><plugins>{}</plugins></pluginManagement><plugins>{}{}</plugins>
        </build>",
        plugin("a", "<version>1</version>"),
        plugin(
            "b",
            "<version>2</version><configuration><x>${project.artifactId}</x></configuration>"
        ),
        plugin("c", "<inherited>false</inherited>"),
    );
    let own = format!("<build><plugins>{}{}</plugins></build>", plugin("a", ""), plugin("b", ""));
    let build = child(&of_parent, &own).model.build.unwrap();
    let listed: Vec<(&str, &str)> =
        build.plugins.iter().map(|one| (text(&one.artifact_id), text(&one.version))).collect();
    assert_eq!(listed, [("a", "1"), ("b", "2")]);
    let configuration = build.plugins[1].rest.get("configuration").unwrap();
    assert_eq!(configuration.as_str(), r#"{"x":"child"}"#);
}
