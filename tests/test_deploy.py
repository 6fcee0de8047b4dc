"""The files of docs/scaling.md: YAML that says what it should, and commands that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.cli import _parse
from retrieval.catalogue.address import DATA, Address

ROOT = Path(__file__).parents[1]
COMPOSE = [ROOT / "compose.yaml", ROOT / "deploy" / "compose.yaml"]
KUBERNETES = ROOT / "deploy" / "kubernetes"
CLUSTER = sorted(set(KUBERNETES.glob("*.yaml")) - {KUBERNETES / "kustomization.yaml"})
OURS = ("shopping-assistant",)  # image of the program


def documents(path: Path) -> list[dict]:
    return [one for one in yaml.safe_load_all(path.read_text()) if one]


def manifests() -> list[dict]:
    return [one for path in CLUSTER for one in documents(path)]


def named(kind: str) -> dict[str, dict]:
    return {one["metadata"]["name"]: one for one in manifests() if one["kind"] == kind}


def options_of(command: list[str], environment: dict[str, object], monkeypatch) -> object:
    """What the program makes of a container's command. Fails for one that it does not know."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value if isinstance(value, str) else f"{value['valueFrom']}")
    return _parse(command)


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_compose_file_names_what_it_has(path, monkeypatch):
    (whole,) = documents(path)
    services = whole["services"]
    for service in services.values():
        assert ("image" in service) != ("build" in service)
        assert set(service.get("depends_on", ())) <= set(services)
        assert set(service.get("secrets", ())) <= set(whole.get("secrets", ()))
        volumes = {one.partition(":")[0] for one in service.get("volumes", ())}
        assert {one for one in volumes if not one.startswith(".")} <= set(whole["volumes"])
        for one in volumes:
            assert not one.startswith(".") or (path.parent / one).is_file()
        for host in service.get("ports", ()):
            assert host.startswith("127.0.0.1:"), "to the world only behind TLS"
        if "build" in service:
            monkeypatch.delenv(DATA, raising=False)
            options = options_of(service["command"], service["environment"], monkeypatch)
            Address.of(service["environment"].get("ASSISTANT_CATALOG", "catalog"))
            assert options.run


def test_the_middle_has_one_writer_and_servers_that_read(monkeypatch):
    (whole,) = documents(COMPOSE[1])
    server, worker = whole["services"]["server"], whole["services"]["worker"]
    options = options_of(server["command"], server["environment"], monkeypatch)
    assert options.read_only
    assert options.conversations.startswith("redis://")
    assert options.catalog.url is not None
    assert options.catalog.folder == Path("/data/files")
    assert worker["command"][0] == "worker"
    assert worker["environment"] == server["environment"]


def test_every_manifest_is_named_and_applied():
    (whole,) = documents(KUBERNETES / "kustomization.yaml")
    assert sorted(whole["resources"]) == [path.name for path in CLUSTER]
    for one in manifests():
        assert one["apiVersion"]
        assert one["kind"]
        assert one["metadata"]["name"]


@pytest.mark.parametrize("name", ["server", "worker"])
def test_a_deployment_selects_its_own_pods_and_runs_a_command_that_there_is(name, monkeypatch):
    deployment = named("Deployment")[name]["spec"]
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"].items() <= labels.items()
    pod = deployment["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    volumes = {one["name"]: one for one in pod["volumes"]}
    claims = named("PersistentVolumeClaim")
    (container,) = pod["containers"]
    assert container["image"] in OURS
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    for mount in container["volumeMounts"]:
        claim = volumes[mount["name"]].get("persistentVolumeClaim")
        assert claim is None or claim["claimName"] in claims
    environment = {one["name"]: one.get("value", "catalog") for one in container["env"]}
    options = options_of(container["args"], environment, monkeypatch)
    assert getattr(options, "read_only", False) == (name == "server")


def test_probes_ask_what_the_server_answers():
    from assistant.api.routes import health

    paths = {route.path for route in health.router.routes}
    (container,) = named("Deployment")["server"]["spec"]["template"]["spec"]["containers"]
    ports = {one["name"] for one in container["ports"]}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        asked = container[probe]["httpGet"]
        assert asked["path"] in paths
        assert asked["port"] in ports
        host = next(one["value"] for one in asked["httpHeaders"] if one["name"] == "Host")
        assert f"--allow-host={host}" in container["args"]


def test_services_find_their_pods():
    labels = [one["spec"]["template"]["metadata"]["labels"] for one in named("Deployment").values()]
    for service in named("Service").values():
        assert any(service["spec"]["selector"].items() <= one.items() for one in labels)
    scaled = named("HorizontalPodAutoscaler")["server"]["spec"]["scaleTargetRef"]
    assert scaled["name"] in named(scaled["kind"])
    backend = named("Ingress")["server"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]
    service = named("Service")[backend["service"]["name"]]
    assert backend["service"]["port"]["name"] in {one["name"] for one in service["spec"]["ports"]}
