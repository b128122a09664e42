"""Names of states as machine-coded event data write them, with their three-letter codes.

ICEWS names states in words; a state that is missing here is named with `--state "Name=CODE"`.
"""

from __future__ import annotations

_TABLE = """
Afghanistan AFG|Albania ALB|Algeria DZA|Angola AGO|Argentina ARG|Armenia ARM|Australia AUS|Austria AUT
Azerbaijan AZE|Bahrain BHR|Bangladesh BGD|Belarus BLR|Belgium BEL|Bosnia and Herzegovina BIH|Brazil BRA
Bulgaria BGR|Burkina Faso BFA|Burundi BDI|Cambodia KHM|Cameroon CMR|Canada CAN
Central African Republic CAF|Chad TCD|Chile CHL|China CHN|Colombia COL|Croatia HRV|Cuba CUB|Cyprus CYP
Czech Republic CZE|Democratic Republic of Congo COD|Denmark DNK|Djibouti DJI|Ecuador ECU|Egypt EGY
El Salvador SLV|Eritrea ERI|Estonia EST|Ethiopia ETH|Finland FIN|France FRA|Georgia GEO|Germany DEU
Ghana GHA|Greece GRC|Guatemala GTM|Haiti HTI|Holy See VAT|Hungary HUN|India IND|Indonesia IDN|Iran IRN
Iraq IRQ|Ireland IRL|Israel ISR|Italy ITA|Ivory Coast CIV|Japan JPN|Jordan JOR|Kazakhstan KAZ|Kenya KEN
Kosovo KOS|Kuwait KWT|Kyrgyzstan KGZ|Laos LAO|Latvia LVA|Lebanon LBN|Liberia LBR|Libya LBY|Lithuania LTU
Macedonia MKD|Malaysia MYS|Mali MLI|Mexico MEX|Moldova MDA|Mongolia MNG|Montenegro MNE|Morocco MAR
Mozambique MOZ|Myanmar MMR|Nepal NPL|Netherlands NLD|New Zealand NZL|Nicaragua NIC|Niger NER|Nigeria NGA
North Korea PRK|Norway NOR|Occupied Palestinian Territory PSE|Oman OMN|Pakistan PAK|Peru PER
Philippines PHL|Poland POL|Portugal PRT|Qatar QAT|Romania ROU|Russian Federation RUS|Rwanda RWA
Saudi Arabia SAU|Senegal SEN|Serbia SRB|Sierra Leone SLE|Slovakia SVK|Slovenia SVN|Somalia SOM
South Africa ZAF|South Korea KOR|South Sudan SSD|Spain ESP|Sri Lanka LKA|Sudan SDN|Sweden SWE
Switzerland CHE|Syria SYR|Taiwan TWN|Tajikistan TJK|Tanzania TZA|Thailand THA|Tunisia TUN|Turkey TUR
Turkmenistan TKM|Uganda UGA|Ukraine UKR|United Arab Emirates ARE|United Kingdom GBR|United States USA
Uzbekistan UZB|Venezuela VEN|Vietnam VNM|Yemen YEM|Zimbabwe ZWE|European Union EUR
"""

CODE_BY_NAME: dict[str, str] = {
    entry.rpartition(" ")[0]: entry.rpartition(" ")[2]
    for row in _TABLE.strip().splitlines()
    for entry in row.split("|")
}
