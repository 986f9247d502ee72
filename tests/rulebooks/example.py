"""A small rulebook without a fault; the tests put one in and look where it is found."""

RULES = """\
format: bizenv.rulebook/1
id: cn-test
version: "1"
label: {zh: 测试区, en: Test District}
jurisdiction: {level: county, code: "360803"}
checked: 2026-01-01
sources:
  notice-2022:
    title: 关于企业安静期的通知
    attestation: official
    issued: 2022-12-20
  notice-2023:
    title: 关于调整企业安静期的通知
    attestation: official
    issued: 2023-12-25
quiet_periods:
  - id: quiet-days
    label: {zh: 企业安静期, en: quiet period}
    versions:
      - from: 2023-01-01
        until: 2023-12-31
        cite: {source: notice-2022, locator: 第二条}
        strictness: absolute
        window: {month_days: 1-22}
        exemptions:
          - {id: work-safety, domains: [work-safety], cite: {source: notice-2022}}
      - from: 2024-01-01
        until: open
        cite: {source: notice-2023, locator: 第一条}
        strictness: in-principle
        window: {month_days: 1-20}
        exemptions:
          - {id: safety, domains: [work-safety, fire-safety], cite: {source: notice-2023}}
          - {id: complaint, triggers: [complaint], cite: {source: notice-2023}}
          - id: campaign
            triggers: [special-campaign]
            least_level: city
            circumstances: [important]
            cite: {source: notice-2023, quote: 市级以上部署的重要专项}
        duties:
          - do: file
            when: [exempt]
            timing: 3 working days before start
            cite: {source: notice-2023}
cases:
  - name: the day before the first notice
    inspection: {start: 2022-12-31, kind: routine}
    expect: {outcome: allowed, codes: [not-in-force]}
  - name: first day of the first notice
    inspection: {start: 2023-01-01, kind: routine, domain: none}
    expect: {outcome: forbidden}
  - name: last quiet day of June
    inspection: {start: 2023-06-22, kind: routine, domain: none}
    expect: {outcome: forbidden, next_allowed: 2023-06-23}
  - name: first free day of June
    inspection: {start: 2023-06-23}
    expect: {outcome: allowed}
  - name: work safety
    inspection: {start: 2023-06-15, domain: work-safety}
    expect: {outcome: exempt, exemptions: [work-safety]}
  - name: nothing known in 2023
    inspection: {start: 2023-06-15}
    expect: {outcome: undetermined, missing: [domain]}
  - name: last day of the first notice
    inspection: {start: 2023-12-31}
    expect: {outcome: allowed, codes: [outside-quiet-period]}
  - name: first day of the second notice
    inspection: {start: 2024-01-01, kind: routine, domain: none}
    expect: {outcome: forbidden}
    version: 2024-01-01
  - name: last quiet day of March
    inspection: {start: 2024-03-20, kind: routine, domain: none}
    expect: {outcome: forbidden, next_allowed: 2024-03-21}
  - name: first free day of March
    inspection: {start: 2024-03-21}
    expect: {outcome: allowed}
  - name: fire safety must be filed
    inspection: {start: 2024-03-20, domain: fire-safety}
    expect: {outcome: exempt, exemptions: [safety], duties: [file]}
  - name: complaint
    inspection: {start: 2024-03-20, trigger: complaint}
    expect: {outcome: exempt, exemptions: [complaint]}
  - name: campaign
    inspection: {start: 2024-03-20, trigger: special-campaign, deploying_level: city, important: yes}
    expect: {outcome: exempt, exemptions: [campaign]}
    rule: quiet-days
  - name: nothing known in 2024
    inspection: {start: 2024-03-20}
    expect: {outcome: undetermined}
"""
